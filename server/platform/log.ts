import { pino, type Logger } from 'pino';

export type { Logger };

/** Field names that never reach a log line, whoever passes them. */
const personal = [
  'name',
  'idNumber',
  'identityNumber',
  'phone',
  'said',
  'text',
  'answers',
  'content',
  'password',
  'token',
  // What a failed query was given: openids, accounts.
  'parameters',
];

/** Structured log on standard output: ids, codes and times; fields that could hold personal data are cut out. */
export function createLog(level: string): Logger {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: personal.flatMap((field) => [field, `*.${field}`]), remove: true },
  });
}
