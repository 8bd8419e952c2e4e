import { parentPort, workerData } from 'node:worker_threads';
import { ownSets } from '../questionSets.ts';
import { compareEntries, type Regression } from './regression.ts';
import type { Comparison } from './regressionRun.ts';

/** The half that editors may look at; the other one stays unseen, or its figures would count for nothing. */
function compare({ before, after, topic, others }: Comparison): Regression {
  const mayBeSeen = ownSets().filter(({ half, sort }) => half === 'train' && sort !== 'crisis');
  const isOnTopic = (want = ''): boolean => want === topic || want.startsWith(`${topic}.`);
  const own = mayBeSeen.filter(({ want }) => isOnTopic(want));
  const rest = mayBeSeen.filter(({ want }) => !isOnTopic(want));
  const every = Math.max(1, Math.ceil(rest.length / others));
  return compareEntries(before, after, [...own, ...rest.filter((_, position) => position % every === 0)]);
}

parentPort?.postMessage(compare(workerData as Comparison));
