import { parentPort, workerData } from 'node:worker_threads';
import { learnJudging, learnToHear, type Part } from './calibration.ts';

/** A thread of learn-alarm: learns the part that is its data. */
const part = workerData as Part;
parentPort!.postMessage(part.learns === 'judges' ? learnJudging(part) : learnToHear(part));
