/** Keeps the highest of the scores that it is offered, `most` of them; of equal ones those that came first. */
export class Highest {
  private readonly scores: Float64Array;
  /** Who has each score. */
  private readonly who: Int32Array;
  private length = 0;

  constructor(private readonly most: number) {
    this.scores = new Float64Array(most);
    this.who = new Int32Array(most);
  }

  offer(who: number, score: number): void {
    if (this.length < this.most) this.length++;
    else if (score <= this.scores[this.most - 1]!) return;
    let at = this.length - 1;
    for (; at > 0 && this.scores[at - 1]! < score; at--) {
      this.scores[at] = this.scores[at - 1]!;
      this.who[at] = this.who[at - 1]!;
    }
    this.scores[at] = score;
    this.who[at] = who;
  }

  /** Those kept, highest first. */
  places(): Int32Array {
    return this.who.subarray(0, this.length);
  }
}
