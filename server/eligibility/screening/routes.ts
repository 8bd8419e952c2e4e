import { mustBeAllowed } from '../../people/policies.ts';
import type { Database } from '../../platform/db.ts';
import type { Serve } from '../../platform/http.ts';
import { problem } from '../../platform/problems.ts';
import { rulesFor } from '../switches/decisions.ts';
import type { Answers } from '../vocabulary.ts';
import { screenFacts } from './contract.ts';
import { screen, wrongFacts } from './screen.ts';

export function serveScreening(serve: Serve, db: Database): void {
  serve(screenFacts, ({ date, answers }, { actor }) => {
    if (actor.kind === 'staff') mustBeAllowed(actor, 'rules.read');
    const wrong = wrongFacts({ date, answers });
    if (wrong.length > 0) throw problem('bad_input', { detail: wrong.join('; ') });
    return db.read(async (reading) => screen({ answers: answers as Answers }, await rulesFor(reading, date)));
  });
}
