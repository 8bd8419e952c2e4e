import { Type, type Static, type TObject, type TSchema } from 'typebox';

/** Who may call an endpoint at all; what exactly they may do there is decided in people/policies.ts. */
export type Visitor =
  /** Nobody in particular: health, sign-in. */
  | 'anyone'
  /** The bot itself, with its service token. */
  | 'bot'
  /** A resident, for whom the bot speaks (token and openid). */
  | 'resident'
  /** A member of staff whose bound openid the bot speaks for; may less than at the console (people/policies.ts). */
  | 'boundStaff'
  /** A resident on a page that was opened from the chat (server/pages), known by its cookie. */
  | 'visitor'
  /** A member of staff with a console session. */
  | 'staff';

/**
 * One endpoint, declared once: the server validates with it, both sides infer their types from it, OpenAPI is printed
 * from it. `input` is one flat object: fields named in the path go there, the rest into the query (GET) or the body.
 */
export interface Endpoint<I extends TObject = TObject, R extends TSchema = TSchema> {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/api`, with parameters as `:name`. */
  path: string;
  summary: string;
  who: readonly Visitor[];
  input: I;
  reply: R;
}

export type InputOf<E> = E extends Endpoint<infer I, TSchema> ? Static<I> : never;
export type ReplyOf<E> = E extends Endpoint<TObject, infer R> ? Static<R> : never;

export const endpoint = <I extends TObject, R extends TSchema>(declared: Endpoint<I, R>): Endpoint<I, R> =>
  declared;

export const nothing = Type.Object({});

/** What has no value in some cases. */
export const nullable = <T extends TSchema>(schema: T) => Type.Union([Type.Null(), schema]);

/** How an error looks on the wire. */
export const ErrorReply = Type.Object({
  code: Type.String(),
  message: Type.String({ description: '给人看的中文说明' }),
  params: Type.Record(Type.String(), Type.Unknown()),
});
export type ErrorReply = Static<typeof ErrorReply>;

/** The HTTP request that calls an endpoint; `path` includes the query. Shared by the bot's and the console's client. */
export function requestOf<E extends Endpoint>(
  { method, path }: E,
  input: InputOf<E>,
): { method: E['method']; path: string; body: string | undefined } {
  const rest: Record<string, unknown> = { ...(input as Record<string, unknown>) };
  const filled = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = encodeURIComponent(String(rest[name]));
    delete rest[name];
    return value;
  });
  if (method !== 'GET') return { method, path: `/api${filled}`, body: JSON.stringify(rest) };
  const query = new URLSearchParams(
    Object.entries(rest).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  ).toString();
  return { method, path: `/api${filled}${query ? `?${query}` : ''}`, body: undefined };
}
