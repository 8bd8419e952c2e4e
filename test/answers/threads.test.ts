import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect } from 'chai';
import { inThreads } from '../../scripts/learning/threads.ts';

const folder = mkdtempSync(join(tmpdir(), 'threads-'));
let files = 0;
const thread = (code: string): URL => {
  const file = join(folder, `${files++}.mjs`);
  writeFileSync(file, `import { parentPort, workerData } from 'node:worker_threads';\n${code}\n`);
  return pathToFileURL(file);
};

describe('learning in threads', () => {
  after(() => rmSync(folder, { recursive: true }));

  it('gives what each thread posted in the order of the parts', async () => {
    const later = thread('setTimeout(() => parentPort.postMessage(workerData * 2), 60 - 20 * workerData);');
    const finished: number[] = [];
    expect(await inThreads(later, [1, 2, 3], (part) => finished.push(part))).to.deep.equal([2, 4, 6]);
    expect(finished).to.have.members([1, 2, 3]);
  });

  it('fails with the error of a thread, and when one ends without a word', async () => {
    const failing = await inThreads(thread('throw new Error(`part ${workerData}`);'), [7]).catch(
      (error: unknown) => error,
    );
    expect((failing as Error).message).to.equal('part 7');
    const silent = await inThreads(thread('process.exit(3);'), [1]).catch((error: unknown) => error);
    expect((silent as Error).message).to.match(/ended with 3$/);
  });
});
