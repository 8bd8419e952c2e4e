import { lettersOf } from '../text.ts';
import {
  findBest,
  fitRows,
  fitsOf,
  likelihoods,
  nothingFound,
  rowCount,
  sumsOf,
  unseen,
  type Network,
} from './network.ts';

/**
 * A longer message is heard in windows of so many characters that overlap by half, about as long as the parts that the judges
 * look at: the longer a text, the less is heard of any one clause.
 */
const longestWindow = 36;

/** A message as the network reads it: plain, one space for whatever is no word, runs of equal characters cut to two. */
export function legible(said: string): string {
  return lettersOf(said, ' ').trim();
}

/** The number of each known character, from 0. */
export function numbersOf(characters: string): Map<string, number> {
  return new Map(Array.from(characters, (character, at) => [character, at]));
}

/** Reads messages by what a network learnt. */
export class Listener {
  private readonly numbers: Map<string, number>;
  /** The tables of characters, each worked out when it is first met; about 4 KB each. */
  private readonly tables: Float32Array;
  private readonly worked: Uint8Array;
  private readonly found = nothingFound();

  constructor(private readonly network: Network) {
    this.numbers = numbersOf(network.characters);
    this.tables = new Float32Array(this.numbers.size * rowCount);
    this.worked = new Uint8Array(this.numbers.size);
  }

  /** How likely each class is for a message; of a long one for the window that is least likely of class 0. */
  hear(said: string): Float32Array {
    const places = Int32Array.from(legible(said), (character) => this.placeOf(character));
    let telling = this.hearWindow(places.subarray(0, longestWindow));
    for (let from = longestWindow / 2; from + longestWindow / 2 < places.length; from += longestWindow / 2) {
      const heard = this.hearWindow(places.subarray(from, from + longestWindow));
      if (heard[0]! < telling[0]!) telling = heard;
    }
    return telling;
  }

  private hearWindow(places: Int32Array): Float32Array {
    findBest(places, this.tables, this.found);
    return likelihoods(sumsOf(fitsOf(this.found, this.network.filterBias), this.network));
  }

  private placeOf(character: string): number {
    const number = this.numbers.get(character);
    if (number === undefined) return unseen;
    if (!this.worked[number]) {
      fitRows(this.network, number, this.tables, number * rowCount);
      this.worked[number] = 1;
    }
    return number;
  }
}
