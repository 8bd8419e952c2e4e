/** Numbers as bytes: each times `scale` is the number. */
interface Bytes {
  scale: number;
  /** Base64, one signed byte a number. */
  bytes: string;
}

/** A network as it is kept. */
export type Stored<Net> = {
  [Part in keyof Net]: Net[Part] extends Float32Array
    ? Bytes
    : Net[Part] extends Float32Array[]
      ? Bytes[]
      : Net[Part];
};

/** The largest numbers of a part are cut to this share of all, so that one doesn't coarsen the others. */
const uncut = 0.9995;

function stored(numbers: Float32Array): Bytes {
  const sizes = numbers.map(Math.abs).sort();
  const scale = (sizes[Math.min(sizes.length - 1, Math.floor(sizes.length * uncut))] || 1) / 127;
  const bytes = Int8Array.from(numbers, (one) => Math.max(-127, Math.min(127, Math.round(one / scale))));
  return { scale, bytes: Buffer.from(bytes.buffer).toString('base64') };
}

function numbersOf({ scale, bytes }: Bytes): Float32Array {
  return Float32Array.from(new Int8Array(Buffer.from(bytes, 'base64')), (one) => one * scale);
}

/** A network's parts as they are kept. */
export function storedNet<Net extends object>(net: Net): Stored<Net> {
  const part = (value: unknown): unknown => {
    if (value instanceof Float32Array) return stored(value);
    return Array.isArray(value) ? value.map(part) : value;
  };
  return Object.fromEntries(Object.entries(net).map(([name, value]) => [name, part(value)])) as Stored<Net>;
}

/** The network that was kept. */
export function netOf<Net extends object>(kept: Stored<Net>): Net {
  const part = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(part);
    return typeof value === 'object' ? numbersOf(value as Bytes) : value;
  };
  return Object.fromEntries(Object.entries(kept).map(([name, value]) => [name, part(value)])) as Net;
}
