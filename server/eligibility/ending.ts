import { definitions } from './question.ts';
import type { Answers } from './vocabulary.ts';

/** The question whose answer ended the questionnaire early (danger, a friend, an organisation), if one did. */
export function endedBy(answers: Answers): string | undefined {
  return definitions().find(({ id, options }) => {
    if (!Array.isArray(options)) return false;
    return options.some(({ value, ends }) => ends === true && answers[id] === value);
  })?.id;
}
