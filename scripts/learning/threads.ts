import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/**
 * Works on each part in a thread of its own that runs `file` with the part as its workerData and posts one message; as
 * many at once as there are processors; `finished` hears of each. What was posted comes in the order of the parts; the
 * first error ends all.
 */
export async function inThreads<Part, Result>(
  file: URL,
  parts: readonly Part[],
  finished: (part: Part) => void = () => undefined,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = [...parts.entries()];
  const workOff = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      results[next[0]] = await inThread<Part, Result>(file, next[1]);
      finished(next[1]);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, workOff));
  return results;
}

function inThread<Part, Result>(file: URL, workerData: Part): Promise<Result> {
  const worker = new Worker(file, { workerData });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`a thread of ${file.href} ended with ${code}`)));
  });
}
