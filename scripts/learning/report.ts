import { say } from '../command.ts';
import type { Row } from './rows.ts';

/** How a message was scored by weights that were learnt without it. */
export interface Turn {
  row: Row;
  danger: number;
  card: string;
  rules: Record<string, number>;
}

interface Bounds {
  thresholds: { sure: number; doubt: number };
  ruleThresholds: Record<string, number>;
}

/** Prints what the thresholds let through and what they miss, with every such message when `misses`. */
export function printTurns(turns: Turn[], { thresholds, ruleThresholds }: Bounds, misses: boolean): void {
  const rings = ({ danger }: Turn): boolean => danger >= thresholds.sure;
  say(`danger from ${thresholds.sure}, asked about from ${thresholds.doubt}`);
  for (const source of ['corpus', 'sets', 'ordinary', 'entries'] as const) {
    const all = turns.filter(({ row }) => row.source === source);
    const dangers = all.filter(({ row }) => row.card !== undefined);
    const found = dangers.filter(rings);
    const right = found.filter(({ row, card }) => card === row.card);
    const harmless = all.filter(({ row }) => row.card === undefined);
    const wrong = harmless.filter(rings);
    say(
      `${source}: dangers ${found.length}/${dangers.length}, the card ${right.length}, false cards ${wrong.length}/${harmless.length}`,
    );
    if (!misses) continue;
    for (const one of dangers) if (!rings(one)) line('missed', one.row.card!, one.danger, one.row);
    for (const one of wrong) line('false', one.card, one.danger, one.row);
  }
  for (const name of new Set(turns.flatMap(({ row }) => row.card ?? []))) {
    const all = turns.filter(({ row }) => row.card === name);
    say(`  ${name.padEnd(11)} ${all.filter(rings).length}/${all.length}`);
  }
  for (const [name, least] of Object.entries(ruleThresholds)) {
    const all = turns.filter(({ row }) => row.rule === name);
    const found = all.filter(({ rules }) => rules[name]! >= least);
    say(`  ${name.padEnd(11)} ${found.length}/${all.length} from ${least}`);
    if (!misses) continue;
    for (const { row, rules } of turns) {
      if ((row.rule === name) === rules[name]! >= least) continue;
      line(row.rule === name ? 'missed' : 'false', name, rules[name]!, row);
    }
  }
}

function line(what: string, name: string, score: number, { say: said, source }: Row): void {
  say(`    ${what} ${name} ${score.toFixed(1)} ${source} 「${said}」`);
}
