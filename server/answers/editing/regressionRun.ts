import { Worker } from 'node:worker_threads';
import { mustBeOutsideUnit } from '../../platform/db.ts';
import type { Entry } from '../knowledge.ts';
import type { Regression } from './regression.ts';

export interface Comparison {
  before: Entry[];
  after: Entry[];
  /** Questions on this topic are all asked, of the others so many, spread over the sets. */
  topic: string;
  others: number;
}

/** Longer than any machine needs; a thread that hangs must not hold the page for ever. */
const LONGEST_MS = 180_000;

/**
 * Puts the question sets to entries as they are and as they would be, in a thread of its own, since it takes seconds of
 * processor time during which residents wait for answers too.
 */
export function compareOnSets(comparison: Comparison): Promise<Regression> {
  mustBeOutsideUnit('asking the question sets');
  // Compiled or as sources, the thread's file has this file's ending.
  const ending = import.meta.url.endsWith('.ts') ? '.ts' : '.js';
  const worker = new Worker(new URL(`./regressionThread${ending}`, import.meta.url), {
    workerData: comparison,
  });
  return new Promise<Regression>((resolve, reject) => {
    const timer = setTimeout(() => {
      void worker.terminate();
      reject(new Error(`the regression check took longer than ${LONGEST_MS / 1000} s`));
    }, LONGEST_MS);
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => clearTimeout(timer));
  });
}
