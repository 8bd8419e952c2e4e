/** Numbers that repeat with their seed. */
export class Chance {
  constructor(private seed: number) {}

  /** From 0 to 1, without 1. */
  next(): number {
    this.seed = (Math.imul(this.seed, 1664525) + 1013904223) >>> 0;
    return (this.seed >>> 4) / 0x10000000;
  }

  /** In place. */
  shuffle(order: Int32Array): void {
    for (let at = order.length - 1; at > 0; at--) {
      const other = Math.floor(this.next() * (at + 1));
      [order[at], order[other]] = [order[other]!, order[at]!];
    }
  }
}
