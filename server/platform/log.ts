import { pino, type DestinationStream, type Logger, type LoggerOptions } from 'pino';

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

/**
 * Structured log: ids, codes and times; fields that could hold personal data are cut out.
 * @param to where it goes instead of standard output
 */
export function createLog(level: string, to?: DestinationStream): Logger {
  const options: LoggerOptions = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: { paths: personal.flatMap((field) => [field, `*.${field}`]), remove: true },
    serializers: { err: told },
  };
  return to ? pino(options, to) : pino(options);
}

/** What is worth reading of an error besides its words; anything else that hangs on one stays out of the log. */
const kept = ['code', 'errno', 'sqlState', 'status', 'errcode', 'kind', 'path'] as const;

type Thrown = Error & Partial<Record<(typeof kept)[number] | 'query' | 'sql', unknown>>;

/**
 * An error as it is logged. One of the database names the statement with its placeholders in place of its words: MySQL
 * repeats the values of a duplicate key in them, and its driver hangs the statement with all values filled in on the error.
 */
function told(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { query, cause } = error as Thrown & { cause?: unknown };
  const stack = error.stack ?? '';
  const facts = Object.fromEntries(
    kept.flatMap((field) => {
      const value = (error as Thrown)[field];
      return typeof value === 'string' || typeof value === 'number' ? [[field, value]] : [];
    }),
  );
  const type = error.constructor.name;
  if (isOfDatabase(error))
    return {
      type,
      ...facts,
      query: withoutNumbers(query),
      stack: `${type}${placesIn(stack, error.message)}`,
    };
  return {
    ...{ type, message: error.message, stack },
    ...facts,
    ...(cause instanceof Error ? { cause: told(cause) } : {}),
  };
}

const isOfDatabase = (error: Thrown): boolean =>
  error.query !== undefined || error.sql !== undefined || error.sqlState !== undefined;

/** An error in words that may be kept: of the database's only the code, for the reason that `told` gives. */
export function inWords(error: Error): string {
  return isOfDatabase(error)
    ? `database: ${(error as Thrown).code ?? error.constructor.name}`
    : error.message;
}

/** On SQLite TypeORM writes numbers into its statements. */
const withoutNumbers = (query: unknown): unknown =>
  typeof query === 'string' ? query.replace(/\b\d+(?:\.\d+)?\b/g, '?') : undefined;

/** The lines of a stack below its words, which may themselves go over several lines. */
function placesIn(stack: string, words: string): string {
  const from = words === '' ? -1 : stack.indexOf(words);
  const rest = from < 0 ? stack : stack.slice(from + words.length);
  const at = rest.indexOf('\n    at ');
  return at < 0 ? '' : rest.slice(at);
}
