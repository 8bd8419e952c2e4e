import { newId } from '../platform/ids.ts';
import type { Files } from './port.ts';

/**
 * Writes, reads and deletes a small file, so that a place which can't be used is found at the start and not by the first
 * resident who sends a photo. Throws a refusal that names FILES_URL.
 */
export async function mustBeUsable(files: Files, filesUrl: string): Promise<void> {
  const key = `probe/${newId()}`;
  const bytes = Buffer.from(key);
  let step = 'written';
  try {
    await files.put(key, bytes);
    step = 'read again';
    if (!(await files.get(key))?.equals(bytes)) throw new Error('it is not there');
    step = 'deleted';
    await files.remove(key);
  } catch (error) {
    throw new Error(
      `FILES_URL: in ${withoutSecret(filesUrl)} a file can't be ${step} (${(error as Error).message}). ` +
        'Every web and worker process needs one place that they share and may write to.',
      { cause: error },
    );
  }
}

/** The place without the access key of a bucket. */
const withoutSecret = (filesUrl: string): string => filesUrl.replace(/^(\w+:\/\/)[^@/]*@/, '$1');
