import type { Share } from '../evaluation.ts';
import { aims, type EvaluationReport, type Measure, type Section } from '../evaluationReport.ts';
import type { EvaluationView } from './contract.ts';

const names: Partial<Record<Measure, string>> = {
  top1: '第一条就对',
  top3: '前三条里有',
  coverage: '直接回答的比例',
  precision: '直接回答里答对的',
  solved: '直接答对或选项里有',
  wrongOnUncovered: '没收录的法律问题答错',
  wrongOnOffTopic: '无关的话答错',
  crisisRecall: '危险认出来',
  crisisSeen: '危险认出来或先问了平安',
  rightCard: '危险认对种类',
  falseOnOrdinary: '平常话误报危险',
  askedSafe: '不是危险也先问了平安',
  specials: '该婉拒、该转人工的',
};
const kinds = { short: '短问题', long: '长故事', rest: '其他' };

/** A report as the console shows it, without the failures of the held-out half: whoever reads them writes for them. */
export function presentEvaluation(report: EvaluationReport): EvaluationView {
  const { day, entries, weightsLearntOn, sections, safety } = report;
  return {
    ...{ day, entries, weightsLearntOn },
    sections: sections.map(presentSection),
    safety: safety.map(({ title, kept }) => ({ title, hits: kept.hits, all: kept.all })),
  };
}

function presentSection({ half, kind, messages, report }: Section): EvaluationView['sections'][number] {
  const held = half === 'held';
  const figures = Object.entries(names).flatMap(([key, name]) => {
    const share = report[key as Measure] as Share;
    const aim = (kind && aims[kind][key as Measure]) ?? {};
    return share.all === 0 ? [] : [{ name, ...share, least: aim.least ?? null, most: aim.most ?? null }];
  });
  const failures = held
    ? []
    : report.failures.map(({ question, got }) => ({
        said: question.say,
        wanted: question.want ?? question.card ?? '',
        got,
      }));
  return {
    title: `${held ? '没看过的一半' : '用来调的一半'}，${kinds[kind ?? 'rest']}`,
    ...{ held, messages, figures, failures },
  };
}
