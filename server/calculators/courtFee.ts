import type { Answers } from '../eligibility/vocabulary.ts';
import { sentence, type Figures } from './data.ts';
import { choice, type Result } from './values.ts';

const law = '诉讼费用交纳办法第20、44至48条';

/** What each status or claim opens (诉讼费用交纳办法45–47); a person may have several. */
const opens: Record<string, 'free' | 'reduce' | 'delay'> = {
  disabled: 'free',
  allowance: 'free',
  brave: 'free',
  support: 'free',
  preferential: 'reduce',
  aided: 'delay',
  insurance: 'delay',
  body: 'delay',
};

/** 诉讼费免、减、缓 (T71): which of the three may be asked for, and how. The court decides. */
export function courtFee(answers: Answers, figures: Figures): Result {
  const who = Array.isArray(answers['who']) ? answers['who'] : [];
  const claim = choice(answers, 'claim');
  const natural = choice(answers, 'natural') !== 'no';
  const grounds = [...who, ...(claim ? [claim] : [])].filter((one) => one in opens);
  const percent = figures.number('FEE_REDUCTION', figures.today)!;
  const lines = (['free', 'reduce', 'delay'] as const).flatMap((way) => {
    const why = grounds.filter((one) => opens[one] === way);
    // Exemption is for natural persons only (44).
    if (why.length === 0 || (way === 'free' && !natural)) return [];
    const reasons = why.map((one) => sentence(`fee.why.${one}`)).join('、');
    return [sentence(`fee.${way}`, { why: reasons, ...(way === 'reduce' && { percent }) })];
  });
  if (claim === 'wages') lines.push(sentence('fee.wages'));
  if (!natural) lines.push(sentence('fee.unit'));
  if (lines.length === 0) lines.push(sentence('fee.none'));
  return { lines, notes: [sentence('fee.how')], law, person: false };
}
