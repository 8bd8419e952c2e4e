import { randomBytes } from 'node:crypto';

/** 64-bit ids above 2^53, so that a client that reads them as numbers mixes up neighbours. */
export class Ids {
  private last = 0n;

  next(now: number): bigint {
    const fromTime = BigInt(now) * 1_000_000n;
    this.last = fromTime > this.last ? fromTime : this.last + 1n;
    return this.last;
  }
}

/** An opaque id such as a media_id or a QR ticket. */
export function opaqueId(bytes = 48): string {
  return randomBytes(bytes).toString('base64url');
}
