import type { TSchema } from 'typebox';

/** What a field was declared with in its contract, so that forms ask for exactly what the server takes. */
export interface Limits {
  /** The field's name in Chinese. */
  title: string;
  minLength: number;
  maxLength: number;
  maxItems: number;
}

export const limitsOf = (schema: TSchema): Limits => ({
  title: '',
  minLength: 0,
  maxLength: 2000,
  maxItems: 20,
  ...(schema as Partial<Limits>),
});
