import { builtInCalendar, type Calendar, type LegalDate } from '../platform/calendar.ts';
import { findingsOn, wouldRefuse, type Findings } from './findings.ts';
import { urgencyOf, type Deadline } from './limits.ts';
import { openPoints, personReasons, type OpenPoint, type PersonReason } from './persons.ts';
import type { Jurisdiction, Place } from './place.ts';
import { relevantAnswers } from './questionnaire.ts';
import type { RuleSet } from './rules.ts';
import { sentence } from './sentences.ts';
import { idsOf, notesOf, reasonsOf, ruleIdsOf } from './telling.ts';
import type { Answers, MoneyResult, Opinion, Proof, Scope, Urgency } from './vocabulary.ts';
import { doorsFor, materialsFor } from './ways.ts';

/** One of the four flags, each for itself; `undefined` is not known. */
export interface FlagView {
  value: boolean | undefined;
  ruleIds: string[];
}

/** 初筛意见: what the rules say about these answers. Only the centre decides (援法43). */
export interface Verdict {
  opinion: Opinion;
  /** The opinion in one sentence for the resident. */
  headline: string;
  /** Matter id; 'unclear' where it is not known. */
  matter: string;
  scope: Scope;
  money: MoneyResult;
  urgent: Urgency;
  /** Names of the green-channel grounds (优先接待、受理、承办); they never touch the opinion. */
  green: string[];
  flags: Record<'scope' | 'noHardshipCondition' | 'exemptFromCheck' | 'greenChannel', FlagView>;
  reasons: string[];
  /** Good to know beside the reasons: where to hand in, what also helps. */
  notes: string[];
  /** Every rule that had a part in it. */
  ruleIds: string[];
  /** What to bring while commitment and papers are both open, and once one of them is chosen. */
  materials: string[];
  materialsBy: Record<Proof, string[]>;
  /** Limits that still run, the nearest first, the other side's too. */
  deadlines: Deadline[];
  /** The applicant's limits that seem to be over: never a refusal, since they may have begun anew. */
  passed: Deadline[];
  jurisdiction: Jurisdiction;
  /** Kinds of service points to go to, and themes of special stations, best first. */
  servicePointKinds: Place['kinds'];
  themes: string[];
  doors: string[];
  needsPerson: PersonReason[];
  rulesVersion: string;
}

/**
 * Screens answers by the rules in force: scope, the two money flags, limits, green channel and place, each computed apart.
 * Answers that don't count are left out first. What is not known goes to a person and never becomes a refusal.
 */
export function assess(
  answers: Answers,
  rules: RuleSet,
  today: LegalDate,
  calendar: Calendar = builtInCalendar,
): Verdict {
  const found = findingsOn(relevantAnswers(answers, rules), rules, today, calendar);
  const points = openPoints(found);
  const opinion = opinionOf(found, points);
  const { facts, scope, moneyResult, green, place, running, passed } = found;
  return {
    opinion,
    headline: sentence(opinion === '不在范围但可咨询' && scope.scope !== 'OUT' ? '收入偏高' : opinion),
    matter: String(facts.get('matter') ?? 'unclear'),
    scope: scope.scope,
    money: moneyResult,
    urgent: urgencyOf(running),
    green: green.map(({ name }) => name),
    flags: flagsOf(found),
    reasons: reasonsOf(found),
    notes: notesOf(found),
    ruleIds: ruleIdsOf(found, points),
    materials: materialsFor(facts, rules),
    materialsBy: {
      commitment: materialsFor(facts, rules, 'commitment'),
      papers: materialsFor(facts, rules, 'papers'),
    },
    deadlines: running,
    passed,
    jurisdiction: place.jurisdiction,
    servicePointKinds: place.kinds,
    themes: place.themes,
    doors: doorsFor(facts, rules),
    needsPerson: personReasons(points),
    rulesVersion: rules.version,
  };
}

function opinionOf(found: Findings, points: readonly OpenPoint[]): Opinion {
  if (points.some(({ undecided }) => undecided)) return '需人工';
  if (wouldRefuse(found)) return '不在范围但可咨询';
  return found.moneyResult === 'PASS' ? '可能符合' : '免经济审查';
}

function flagsOf({ scope, scopeRules, money, green }: Findings): Verdict['flags'] {
  const { noHardshipCondition, exempt } = money;
  return {
    scope: {
      value: scope.scope === 'IN' ? true : scope.scope === 'OUT' ? false : undefined,
      ruleIds: idsOf(scopeRules),
    },
    noHardshipCondition: { value: noHardshipCondition.value, ruleIds: idsOf(noHardshipCondition.fired) },
    exemptFromCheck: { value: exempt.value, ruleIds: idsOf(exempt.fired) },
    greenChannel: { value: green.length > 0, ruleIds: idsOf(green) },
  };
}
