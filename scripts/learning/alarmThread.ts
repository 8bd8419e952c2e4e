import { parentPort, workerData } from 'node:worker_threads';
import { judgeFold, learnAlarm, material } from './alarm.ts';

/** A thread of learn-alarm: judges the fold that is its data, or learns from all messages when it is 'all'. */
const found = material();
const part = workerData as number | 'all';
parentPort!.postMessage(part === 'all' ? learnAlarm(found.told, found) : judgeFold(part, found));
