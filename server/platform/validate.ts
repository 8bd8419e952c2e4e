import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addErrors from 'ajv-errors';
import addFormats from 'ajv-formats';
import zhModule from 'ajv-i18n/localize/zh/index.js';
import type { TSchema } from 'typebox';
import { problem } from './problems.ts';

// The package's types describe a default export that its CommonJS build is itself.
const zh = zhModule as unknown as (errors: ErrorObject[]) => void;

// TypeBox writes the schemas: compiling JSON Schema's own schema to check them costs a start a quarter of a second.
const options = {
  allErrors: true,
  strict: false,
  verbose: true,
  meta: false,
  validateSchema: false,
} as const;
const ajv = new Ajv(options);
/** Query strings carry everything as text. */
const coercing = new Ajv({ ...options, coerceTypes: true });
for (const instance of [ajv, coercing]) {
  addFormats.default(instance);
  addErrors.default(instance);
}

/**
 * Compiles a schema once, at its first use: hundreds of them at the start would cost it half a second. The returned check
 * throws `bad_input` with a Chinese sentence that names each wrong field by the `title` of its schema.
 */
export function checker(schema: TSchema, { coerce = false } = {}): (value: unknown) => void {
  let validate: ValidateFunction | undefined;
  return (value) => {
    validate ??= (coerce ? coercing : ajv).compile(schema);
    if (!validate(value)) throw problem('bad_input', { detail: describe(schema, validate.errors ?? []) });
  };
}

function describe(schema: TSchema, errors: ErrorObject[]): string {
  // ajv-i18n overwrites the messages that a schema gives itself (errorMessage), so only the others are translated.
  zh(errors.filter((error) => error.keyword !== 'errorMessage'));
  const sentences = errors.map((error) => {
    const missing = error.keyword === 'required' ? String(error.params['missingProperty']) : undefined;
    const path = [...error.instancePath.split('/').slice(1), ...(missing ? [missing] : [])];
    const message = missing ? '必须填写' : (error.message ?? '不对');
    return `${titleAt(schema, path)}：${message}`;
  });
  return [...new Set(sentences)].join('；');
}

interface SchemaNode {
  title?: string;
  properties?: Record<string, SchemaNode>;
  items?: SchemaNode;
}

/** The title of the innermost field that has one, else the path itself. */
function titleAt(schema: TSchema, path: string[]): string {
  let node: SchemaNode | undefined = schema as SchemaNode;
  let title: string | undefined;
  for (const part of path) {
    node = /^\d+$/.test(part) ? node?.items : node?.properties?.[part];
    title = node?.title ?? title;
  }
  return title ?? (path.join('.') || '内容');
}
