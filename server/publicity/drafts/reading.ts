import type { Reading } from '../../platform/db.ts';
import { rows } from '../../platform/sql.ts';
import { authorKey, type Author } from '../authors.ts';
import { versionOf } from '../materials/reading.ts';
import { findPushes, itemsOf, audienceOf } from '../pushes/reading.ts';
import type { PushItem } from '../pushes/contract.ts';
import { readReport } from '../report/service.ts';
import { chain } from '../review/rules.ts';
import { wordsOn } from '../review/reading.ts';
import { offer } from '../subscriptions/rules.ts';
import type { Setting } from '../plan/settings.ts';
import type { OwnPush } from './contract.ts';
import { ownPush } from './service.ts';
import { freeTimes } from './times.ts';

const OWN = 9;
const LINKS = 5;
const TIMES = 3;

const nobodys = { may: false, items: [], links: [], times: [], areas: [], topics: [] };

/** What a volunteer's 宣传 begins with; nothing for anybody else. */
export async function ownPublicity(reading: Reading, setting: Setting, author: Author | undefined) {
  if (!author) return nobodys;
  const pushes = await findPushes(reading, { author: authorKey(author) });
  const links = await rows<{ title: string; link: string }>(
    reading.tx,
    `SELECT title, link FROM material WHERE status = 'open' AND link <> '' ORDER BY updatedAt DESC LIMIT ${LINKS}`,
  );
  return {
    may: true,
    items: (await itemsOf(reading, pushes.slice(0, OWN))).map(ownItem),
    links,
    times: await freeTimes(reading, setting, TIMES),
    ...{ areas: offer.areas, topics: offer.topics },
  };
}

/** One of the author's own pushes; throws `not_found`. */
export async function readOwnPush(reading: Reading, author: Author, id: string) {
  const push = await ownPush(reading, author, id);
  const [item] = await itemsOf(reading, [push]);
  const content = await versionOf(reading, push.materialId, push.materialVersion);
  const { areas = [], topics = [] } = audienceOf(push);
  const words = (await wordsOn(reading, id)).filter(({ round }) => round === push.round);
  return {
    item: ownItem(item!),
    articleUrl: push.articleUrl,
    content: {
      ...{ title: content.title, text: content.text, source: content.sources?.[0] ?? '依据待补' },
      ...(content.link && { link: content.link }),
      reach: push.reach === 'pack' ? ('pack' as const) : ('mass' as const),
      ...{ areas, topics, dueAt: Number(push.dueAt) },
    },
    steps: chain.map(({ id: step, name }) => {
      const word = words.find((one) => one.step === step);
      const decided = { approved: '通过', returned: '退回' } as const;
      return { name, decision: word ? decided[word.decision] : null, reasons: word?.reasons ?? '' };
    }),
    figures: push.startedAt === null ? null : await figuresOf(reading, id),
  };
}

async function figuresOf(reading: Reading, id: string) {
  const report = await readReport(reading, id);
  const { wanted, reached, refused, failed, filtered, followed, questions, finishedAt } = report;
  return {
    ...{ wanted, reached, refused, failed, filtered, finished: finishedAt !== null },
    ...{ followed: followed.after, questions: questions.after },
  };
}

const ownItem = (item: PushItem): OwnPush => {
  const { id, version, number, title, status, statusName, reason, dueAt } = item;
  return { id, version, number, title, status, statusName, reason, dueAt };
};
