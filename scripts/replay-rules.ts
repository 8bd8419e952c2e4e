import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { Changed, Outcome } from '../server/eligibility/replay.ts';
import { replayScenarios, replayStored, type Trial } from '../server/eligibility/replaying/run.ts';
import { readScenarios } from '../server/eligibility/replaying/scenarios.ts';
import { legalDateOf } from '../server/platform/calendar.ts';
import { runCommand, say } from './command.ts';
import { commandConfig, openExisting } from './database.ts';
import { readSwitches } from './switches.ts';

/*
 * npm run replay-rules -- [FOLDER] [--switch ID=VALUE …] [--on DATE] [--scenarios FILE]
 * Who would get another outcome under changed rules: FOLDER holds rule files that take the place of the built-in ones of
 * the same name (copies of server/eligibility/rules/*.yaml, changed). Stored applications are shown by their ids only.
 */
const usual = 'test/eligibility/scenarios.yaml';

runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      switch: { type: 'string', multiple: true, default: [] },
      on: { type: 'string' },
      scenarios: { type: 'string' },
    },
  });
  const [folder] = positionals;
  if (folder !== undefined && !existsSync(folder)) throw new Error(`there is no folder ${folder}`);
  const trial: Trial = {
    ...(folder !== undefined && { folder }),
    ...(values.on !== undefined && { on: values.on }),
    switches: readSwitches(values.switch),
  };
  const db = await openExisting(commandConfig({ secrets: ['DATA_KEY'] }));
  const started = performance.now();
  const stored = await replayStored(db, trial, (changed) => say(`application ${line(changed)}`));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  await db.close();
  const file = values.scenarios ?? (existsSync(usual) ? usual : undefined);
  const scenarios = file
    ? replayScenarios(readScenarios(file), trial, legalDateOf(Date.now()), (changed) =>
        say(`scenario ${line(changed)}`),
      )
    : undefined;
  say(`${stored.changed} of ${stored.looked} stored applications would get another outcome (${seconds} s)`);
  if (scenarios) say(`${scenarios.changed} of ${scenarios.looked} scenarios would`);
  return 0;
});

function line({ id, before, after, lost, gained }: Changed): string {
  const why = [
    lost.length > 0 ? `no longer ${lost.join(' ')}` : '',
    gained.length > 0 ? `now ${gained.join(' ')}` : '',
  ].filter(Boolean);
  return `${id}: ${outcome(before)} → ${outcome(after)}${why.length > 0 ? `; ${why.join(', ')}` : ''}`;
}

const outcome = ({ opinion, scope, money, urgent }: Outcome): string =>
  `${opinion} (${scope}, ${money}${urgent === 'none' ? '' : `, ${urgent}`})`;
