import { parentPort, workerData } from 'node:worker_threads';
import { learnFinder, material } from './finder.ts';

/** A thread of learn-weights: learns from all messages but the fold that is its data, or from everything when it is 'all'. */
const part = workerData as number | 'all';
parentPort!.postMessage(learnFinder(material(), part === 'all' ? undefined : part));
