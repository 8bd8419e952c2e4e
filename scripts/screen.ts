import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { answersSchema } from '../server/eligibility/answersSchema.ts';
import { rulesAt } from '../server/eligibility/rules.ts';
import { screen, wrongFacts, type Facts } from '../server/eligibility/screening/screen.ts';
import { runCommand, say } from './command.ts';
import { readSwitches } from './switches.ts';

/*
 * npm run -s screen -- FILE|- [--switch ID=VALUE …]: the whole verdict on facts as JSON, by the rules of their date and
 * the defaults of open switches. npm run -s screen -- --schema prints the JSON Schema of the answers.
 */
runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      switch: { type: 'string', multiple: true, default: [] },
      schema: { type: 'boolean', default: false },
    },
  });
  if (values.schema) return print(answersSchema());
  const [file] = positionals;
  if (file === undefined) throw new Error('name a file of facts, or - for standard input');
  const facts = parse(readFileSync(file === '-' ? 0 : file, 'utf8'), file);
  const wrong = wrongFacts(facts);
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  const { date, answers } = facts as Facts;
  return print(screen({ answers }, rulesAt(date, readSwitches(values.switch))));
});

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is no JSON: ${(error as Error).message}`, { cause: error });
  }
}

function print(value: unknown): number {
  say(JSON.stringify(value, null, 2));
  return 0;
}
