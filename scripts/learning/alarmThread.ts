import { parentPort, workerData } from 'node:worker_threads';
import { judgeFold, learnAll } from './calibration.ts';

/** A thread of learn-alarm: judges the fold that is its data by what was learnt without it, or learns from everything. */
const part = workerData as number | 'all';
parentPort!.postMessage(part === 'all' ? learnAll() : judgeFold(part));
