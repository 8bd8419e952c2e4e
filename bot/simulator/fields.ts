import { XMLParser } from 'fast-xml-parser';

/** Fields of a push. Strings become CDATA; numbers and 64-bit ids (bigint) stand bare. */
export interface Fields {
  [name: string]: string | number | bigint | Fields | Fields[];
}

/** Parsed reply: text leaves, nested objects, arrays for repeated tags. */
export interface Parsed {
  [name: string]: string | Parsed | Parsed[] | undefined;
}

const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

function cdata(text: string): string {
  return `<![CDATA[${text.replace(NOT_XML, '').replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

function elements(fields: Fields): string {
  let xml = '';
  for (const [name, value] of Object.entries(fields)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      const inner =
        typeof one === 'string' ? cdata(one) : typeof one === 'object' ? elements(one) : String(one);
      xml += `<${name}>${inner}</${name}>`;
    }
  }
  return xml;
}

export function toXml(fields: Fields): string {
  return `<xml>${elements(fields)}</xml>`;
}

/** JSON with 64-bit ids as bare digits, as the platform writes them. */
export function toJson(value: unknown): string {
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return `[${value.map(toJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .map(([name, inner]) => `${JSON.stringify(name)}:${toJson(inner)}`)
    .join(',')}}`;
}

const parser = new XMLParser({
  parseTagValue: false,
  ignoreAttributes: true,
  trimValues: false,
  processEntities: true,
  isArray: (name) => name === 'item',
});

/** Reads a reply body in XML or JSON; undefined when it is neither. */
export function parseFields(body: string): Parsed | undefined {
  try {
    if (body.trimStart().startsWith('{')) return JSON.parse(body) as Parsed;
    const root = (parser.parse(body, true) as { xml?: Parsed | string }).xml;
    return typeof root === 'object' ? root : undefined;
  } catch {
    return undefined;
  }
}

export function leaf(parsed: Parsed | undefined, name: string): string {
  const value = parsed?.[name];
  return typeof value === 'object' || value === undefined ? '' : String(value).trim();
}

export function child(parsed: Parsed | undefined, name: string): Parsed | undefined {
  const value = parsed?.[name];
  return typeof value === 'object' && !Array.isArray(value) ? value : undefined;
}
