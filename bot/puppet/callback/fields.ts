import { XMLParser } from 'fast-xml-parser';

/** A push's content. Every scalar is a string, since WeChat's 64-bit ids do not survive as numbers. */
export type Fields = { readonly [name: string]: FieldValue };
export type FieldValue = string | Fields | readonly FieldValue[];

const MAX_DEPTH = 16;
const TEXT = '#text';

const xml = new XMLParser({
  parseTagValue: false,
  trimValues: false,
  ignoreAttributes: true,
  ignoreDeclaration: true,
  textNodeName: TEXT,
  maxNestedTags: MAX_DEPTH,
  ignorePiTags: true,
  // Only XML's own five entities: a DOCTYPE never gets here.
  processEntities: { enabled: true, maxTotalExpansions: 20_000 },
});

/**
 * Reads an XML or JSON push.
 * @throws SyntaxError for anything WeChat does not send: malformed, a DOCTYPE, nested too deeply
 */
export function readFields(body: string): Fields {
  const text = body.trimStart();
  try {
    return text.startsWith('{') ? readJson(text) : readXml(text);
  } catch (error) {
    throw error instanceof SyntaxError
      ? error
      : new SyntaxError('the push can not be read', { cause: error });
  }
}

/** Text without the blanks that some of WeChat's pushes have around CDATA. */
export function textOf(fields: Fields, name: string): string {
  const value = fields[name];
  return typeof value === 'string' ? value.trim() : '';
}

function readXml(text: string): Fields {
  if (!isPlain(text)) throw new SyntaxError('there is more in it than tags and CDATA');
  const root = (xml.parse(text, true) as Record<string, unknown>)['xml'];
  const fields = clean(root, 0);
  if (typeof fields === 'string' || Array.isArray(fields)) throw new SyntaxError('the push is not one <xml>');
  return fields as Fields;
}

/**
 * Whether there is nothing but tags, CDATA and the declaration of XML. A DOCTYPE is refused, and so is what WeChat never sends
 * and what could hide one here from a parser that reads it otherwise: comments, other instructions, quotes inside a tag.
 */
function isPlain(text: string): boolean {
  for (const [token] of text.matchAll(/<!\[CDATA\[[^]*?\]\]>|<[^<>]*>?/g)) {
    const isCdata = token.startsWith('<![CDATA[') && token.endsWith(']]>');
    if (!isCdata && !/^<(?:\/?[^<>"'!?/\s][^<>"']*|\?xml\s[^<>]*\?)>$/.test(token)) return false;
  }
  return true;
}

function readJson(text: string): Fields {
  // Numbers become strings before they are parsed; a token is a whole string literal or a number.
  const quoted = text.replace(/"[^"\\]*(?:\\[^][^"\\]*)*"?|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (token) =>
    token.startsWith('"') ? token : `"${token}"`,
  );
  return clean(JSON.parse(quoted), 0) as Fields;
}

function clean(value: unknown, depth: number): FieldValue {
  if (depth > MAX_DEPTH) throw new SyntaxError('nested too deeply');
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map((item) => clean(item, depth + 1));
  if (typeof value !== 'object') return String(value);
  // Blanks between a tag's children arrive as a text of their own.
  const entries = Object.entries(value).filter(([name]) => name !== TEXT);
  return Object.fromEntries(entries.map(([name, item]) => [name, clean(item, depth + 1)]));
}
