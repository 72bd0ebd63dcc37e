/**
 * What happened in one cell during one pane or slice: counters, the distribution of answered waits, the longest wait.
 * Every entry can be taken back; a bucket from which everything was taken back is empty.
 */
import {
  ANSWERED_WAIT,
  C,
  COUNTER_COUNT,
  type Counters,
  FINISHED_WAIT,
  isFlowOnly,
  newCounters,
  TopWaits,
  WaitSketch,
} from "@floorwalker/domain";
import { jsonRow, rowJson } from "./row-format.ts";

const FORMAT = 1;

/** Transitions and their moments are paired: the moment of counter n is n + 5. */
const FIRST_NET = C.idleNet;
const LAST_NET = C.impliedNet;
const MOMENT_OFFSET = C.idleMoment - C.idleNet;

export class Bucket {
  readonly start: number;
  readonly counters: Counters = newCounters();
  waits: WaitSketch | null = null;
  longest: TopWaits | null = null;
  /** A row of the store holds (an older state of) this bucket. */
  stored = false;
  dirty = false;

  /** `start` in epoch ms; `keep`: how many longest waits are known exactly. */
  constructor(start: number) {
    this.start = start;
  }

  /** Entries [from, to) of a contribution. */
  add(entries: readonly number[], from: number, to: number, sign: 1 | -1, keep: number): void {
    const { counters } = this;
    for (let at = from; at < to; at += 3) {
      const counter = entries[at + 1]!;
      const amount = sign * entries[at + 2]!;
      if (isFlowOnly(counter)) continue;
      if (counter >= COUNTER_COUNT) {
        this.#addWait(counter, entries[at + 2]!, sign, keep);
        continue;
      }
      counters[counter]! += amount;
      if (counter >= FIRST_NET && counter <= LAST_NET)
        counters[counter + MOMENT_OFFSET]! += amount * (entries[at]! - this.start);
    }
  }

  #addWait(counter: number, amount: number, sign: 1 | -1, keep: number): void {
    if (counter !== FINISHED_WAIT && counter !== ANSWERED_WAIT) throw new RangeError(`no such counter: ${counter}`);
    this.longest ??= new TopWaits(keep);
    if (sign === 1) this.longest.add(amount);
    else this.longest.remove(amount);
    if (counter === FINISHED_WAIT) return;
    this.waits ??= new WaitSketch();
    if (sign === 1) this.waits.add(amount);
    else this.waits.subtract(amount);
  }

  isEmpty(): boolean {
    if (this.longest !== null && !this.longest.isEmpty()) return false;
    return this.counters.every((value) => value === 0);
  }

  /** Sparse: `[[index, value, …], waits, longest]`. */
  serialise(): Uint8Array {
    const sparse: number[] = [];
    for (let index = 0; index < this.counters.length; index++) {
      const value = this.counters[index]!;
      if (value !== 0) sparse.push(index, value);
    }
    return jsonRow(FORMAT, [sparse, this.waits?.serialise() ?? "", this.longest?.serialise() ?? ""]);
  }

  static parse(start: number, row: Uint8Array, keep: number): Bucket {
    const [sparse, waits, longest] = rowJson<[number[], string, string]>(FORMAT, row);
    const bucket = new Bucket(start);
    for (let index = 0; index < sparse.length; index += 2) bucket.counters[sparse[index]!] = sparse[index + 1]!;
    if (waits !== "") bucket.waits = WaitSketch.parse(waits);
    if (longest !== "") bucket.longest = TopWaits.parse(longest, keep);
    bucket.stored = true;
    return bucket;
  }
}
