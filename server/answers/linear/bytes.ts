/** Numbers as bytes: each times `scale` is the number. */
interface Bytes {
  scale: number;
  /** Base64, one signed byte a number. */
  bytes: string;
}

/** Learnt numbers as they are kept. */
export type Stored<Learnt> = {
  [Part in keyof Learnt]: Learnt[Part] extends Float32Array
    ? Bytes
    : Learnt[Part] extends Float32Array[]
      ? Bytes[]
      : Learnt[Part];
};

function stored(numbers: Float32Array): Bytes {
  const scale = (numbers.reduce((most, one) => Math.max(most, Math.abs(one)), 0) || 1) / 127;
  const bytes = Int8Array.from(numbers, (one) => Math.round(one / scale));
  return { scale, bytes: Buffer.from(bytes.buffer).toString('base64') };
}

function numbersOf({ scale, bytes }: Bytes): Float32Array {
  return Float32Array.from(new Int8Array(Buffer.from(bytes, 'base64')), (one) => one * scale);
}

/** Learnt numbers in as few characters as can be; what else stands beside them stays. */
export function inBytes<Learnt extends object>(learnt: Learnt): Stored<Learnt> {
  const part = (value: unknown): unknown => {
    if (value instanceof Float32Array) return stored(value);
    return Array.isArray(value) ? value.map(part) : value;
  };
  return mapped<Stored<Learnt>>(learnt, part);
}

/** The numbers that were kept. */
export function fromBytes<Learnt extends object>(kept: Stored<Learnt>): Learnt {
  const part = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(part);
    return typeof value === 'object' ? numbersOf(value as Bytes) : value;
  };
  return mapped<Learnt>(kept, part);
}

function mapped<To>(of: object, part: (value: unknown) => unknown): To {
  return Object.fromEntries(Object.entries(of).map(([name, value]) => [name, part(value)])) as To;
}
