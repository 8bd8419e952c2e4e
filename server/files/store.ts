import type { Sealer } from '../platform/seal.ts';
import { bucketFiles } from './bucket.ts';
import { folderFiles } from './folder.ts';
import type { Files } from './port.ts';

/**
 * Opens the place that FILES_URL names: a folder, or S3-compatible storage as
 * `s3://KEY:SECRET@host/bucket?region=…` (`https://` and `http://` likewise). Everything is sealed before it leaves the
 * program.
 */
export function openFiles(filesUrl: string, sealer: Sealer): Files {
  const place = /^(s3|https?):\/\//.test(filesUrl) ? bucketFiles(filesUrl) : folderFiles(filesUrl);
  return sealedFiles(place, sealer);
}

function sealedFiles(place: Files, sealer: Sealer): Files {
  const name = (key: string): string => {
    if (!/^[a-z]+\/[0-9a-z-]+$/.test(key)) throw new Error(`"${key}" is no key of a file`);
    return key;
  };
  return {
    put: (key, bytes) => place.put(name(key), sealer.sealBytes(key, bytes)),
    async get(key) {
      const sealed = await place.get(name(key));
      return sealed && sealer.openBytes(key, sealed);
    },
    remove: (key) => place.remove(name(key)),
  };
}
