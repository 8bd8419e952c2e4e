import { Ajv, type ValidateFunction } from 'ajv';
import { ErrorReply, type Endpoint } from '../../server/platform/contract.ts';

const ajv = new Ajv({ allErrors: true, strict: false });
const compiled = new Map<object, ValidateFunction>();

/** Endpoints whose successful reply was seen and checked. */
export const repliesSeen = new Set<string>();

/** Throws unless a reply is what the contract says, and nothing more: a field that nobody declared may be a leak. */
export function checkReply({ method, path, reply }: Endpoint, status: number, body: unknown): void {
  const schema = status < 400 ? reply : ErrorReply;
  let validate = compiled.get(schema);
  if (!validate) compiled.set(schema, (validate = ajv.compile(closed(schema) as object)));
  if (!validate(body)) {
    throw new Error(
      `${method} ${path} ${status}: ${ajv.errorsText(validate.errors)} in ${JSON.stringify(body)}`,
    );
  }
  if (status < 400) repliesSeen.add(`${method} ${path}`);
}

/** The same schema with every object closed. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  if (!('properties' in schema)) return copy;
  return { additionalProperties: false, ...copy };
}
