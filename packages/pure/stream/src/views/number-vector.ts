/**
 * What is counted in one cell over one span, as its owner publishes it: counters, the distribution of waits, the longest wait.
 * Ratios are made of it where they are shown. As bytes (`docs/spec/view-rows.md`):
 * V2  Reading adds: vectors read one after the other are the vector of their cells, or spans, together.
 * V3  What a span has beyond a narrower one in it, read after that one, gives the span.
 * V4  Counters are told by numbers that are given once (`counter-numbers.ts`): a reader of another release reads them right.
 */
import { type Counters, newCounters, WaitSketch } from "@floorwalker/domain";
import { longer } from "../cells/span.ts";
import type { ByteReader } from "../columns/byte-reader.ts";
import type { ByteWriter } from "../columns/byte-writer.ts";
import { COUNTER_OF_NUMBER, TOLD_COUNTERS } from "./counter-numbers.ts";

export interface NumberVector {
  readonly counters: Counters;
  readonly waits: WaitSketch;
  /** Longest wait of finished segments, ms; null when there are none. */
  readonly longest: number | null;
}

/** No number is told twice: the distance from one to the next is at least 1. */
const END = 0;

/** `within`: a narrower one whose numbers are in this one's; its longest wait is no longer. Null: the whole is told. */
export function writeVector(writer: ByteWriter, vector: NumberVector, within: NumberVector | null): void {
  let previous = -1;
  for (const [number, counter] of TOLD_COUNTERS) {
    const amount = vector.counters[counter]! - (within === null ? 0 : within.counters[counter]!);
    if (amount === 0) continue;
    writer.unsigned(2 * (number - previous) + (amount === 1 ? 0 : 1));
    if (amount !== 1) writer.signed(amount);
    previous = number;
  }
  writer.unsigned(END);
  if (within === null) vector.waits.write(writer);
  else vector.waits.writeBeyond(writer, within.waits);
  const { longest } = vector;
  writer.unsigned(longest === null || longest === within?.longest ? 0 : longest + 1);
}

/** The sum of the vectors that are read into it. */
export class VectorSum implements NumberVector {
  readonly counters = newCounters();
  readonly waits = new WaitSketch();
  longest: number | null = null;

  clear(): void {
    this.counters.fill(0);
    this.waits.clear();
    this.longest = null;
  }

  add({ counters, waits, longest }: NumberVector): void {
    for (let counter = 0; counter < counters.length; counter++) this.counters[counter]! += counters[counter]!;
    this.waits.merge(waits);
    if (longest !== null) this.longest = longer(this.longest, longest);
  }

  read(reader: ByteReader): void {
    let number = -1;
    for (let told = reader.unsigned(); told !== END; told = reader.unsigned()) {
      number += told >> 1;
      const amount = (told & 1) === 0 ? 1 : reader.signed();
      const counter = COUNTER_OF_NUMBER.get(number);
      if (counter !== undefined) this.counters[counter]! += amount;
    }
    this.waits.read(reader);
    const told = reader.unsigned();
    if (told > 0) this.longest = longer(this.longest, told - 1);
  }
}
