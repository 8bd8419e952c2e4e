import { Type, type Static } from 'typebox';
import { endpoint, nullable } from '../../platform/contract.ts';

const id = Type.String({ minLength: 36, maxLength: 36 });
const Bytes = Type.Unsafe<Uint8Array>({ type: 'string', format: 'binary' });

/** What one push came to. Counts only: nobody is named. */
export const PushFigures = Type.Object({
  id,
  number: Type.String(),
  title: Type.String(),
  reachName: Type.String(),
  startedAt: Type.Integer(),
  wanted: Type.Integer(),
  reached: Type.Integer(),
  refused: Type.Integer(),
  failed: Type.Integer(),
  unknown: Type.Integer(),
  filtered: Type.Integer(),
  /** reached of wanted, in per mille. */
  perMille: Type.Integer(),
});
export type PushFigures = Static<typeof PushFigures>;

/** Counts in the window after the push, and in a window as long right before it, to compare with. */
const Follow = Type.Object({ after: Type.Integer(), before: Type.Integer() });

export const PushReport = Type.Object({
  ...PushFigures.properties,
  /** Everyone in the audience is accounted for. */
  balanced: Type.Boolean(),
  /** In words where it is not, or where WeChat's count of the audience is another one. */
  remarks: Type.Array(Type.String()),
  causes: Type.Array(
    Type.Object({
      outcome: Type.String(),
      code: Type.String(),
      words: Type.String(),
      people: Type.Integer(),
    }),
  ),
  finishedAt: nullable(Type.Integer()),
  /** Hours after the start that are looked at. */
  windowHours: Type.Integer(),
  unfollowed: Follow,
  followed: Follow,
  questions: Follow,
  applications: Follow,
  /** Scans in the window by what the QR code is of; null stands for too few to be shown. */
  scenes: Type.Array(Type.Object({ name: Type.String(), scans: nullable(Type.Integer()) })),
  /** Up to five earlier pushes of the same reach. */
  earlier: Type.Array(PushFigures),
});
export type PushReport = Static<typeof PushReport>;

export const readReport = endpoint({
  method: 'GET',
  path: '/publicity/pushes/:id/report',
  summary: 'What a push came to, compared with earlier ones',
  who: ['staff'],
  input: Type.Object({ id }),
  reply: PushReport,
});

export const downloadReport = endpoint({
  method: 'GET',
  path: '/publicity/pushes/:id/report/sheet',
  summary: 'The report as a spreadsheet',
  who: ['staff'],
  input: Type.Object({ id }),
  reply: Bytes,
});
