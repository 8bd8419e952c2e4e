type Write = (fields: object, message: string) => void;

/** The part of a pino logger that the puppet uses. */
export interface Logger {
  info: Write;
  warn: Write;
  error: Write;
}

export const silent: Logger = { info: () => {}, warn: () => {}, error: () => {} };
