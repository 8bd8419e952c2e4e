import { existsSync, readFileSync } from 'node:fs';
import { mustBeAllowed } from '../../people/policies.ts';
import { dataPath } from '../../platform/data.ts';
import type { Serve } from '../../platform/http.ts';
import { readEvaluation, type EvaluationView } from './contract.ts';

/** Where `npm run evaluate -- --save` leaves its report. */
export const savedEvaluation = dataPath(import.meta.url, '../evaluation.json');

export function serveJudging(serve: Serve): void {
  serve(readEvaluation, async (_, { actor }) => {
    mustBeAllowed(actor, 'knowledge.read');
    const saved = existsSync(savedEvaluation) ? readFileSync(savedEvaluation, 'utf8') : 'null';
    return { report: JSON.parse(saved) as EvaluationView | null };
  });
}
