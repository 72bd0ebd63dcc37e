/** The marks of one stretch of time taken apart, changed and put together again: for what comes out of order. One for a whole table. */
import type { StateCode } from "@floorwalker/domain";
import { ByteWriter } from "../columns/byte-writer.ts";
import { codeOf, isOwn, kindOf, type MarkKind, MarkReader, markTag } from "./marks.ts";

export class MarkEditor {
  count = 0;
  readonly times: number[] = [];
  readonly #tags: number[] = [];
  readonly #from: number[] = [];
  readonly #to: number[] = [];
  /** What follows the tags, of those that were there and those that come. */
  readonly payload = new ByteWriter();
  readonly #reader = new MarkReader();

  open(bytes: Uint8Array, from: number, to: number, begin: number): void {
    this.count = 0;
    this.payload.clear();
    this.payload.copy(bytes, from, to);
    const reader = this.#reader.open(bytes, from, to, begin);
    for (; reader.next(); this.count++) {
      this.times[this.count] = reader.time;
      this.#tags[this.count] = markTag(reader.kind, reader.code);
      this.#from[this.count] = reader.from - from;
      this.#to[this.count] = reader.to - from;
    }
  }

  kind(index: number): MarkKind {
    return kindOf(this.#tags[index]!);
  }

  code(index: number): StateCode {
    return codeOf(this.#tags[index]!);
  }

  /** Where what follows its tag begins in `payload`. */
  from(index: number): number {
    return this.#from[index]!;
  }

  to(index: number): number {
    return this.#to[index]!;
  }

  isOwn(index: number): boolean {
    return isOwn(this.kind(index));
  }

  /** The first that is not before (time, kind). */
  indexOf(time: number, kind: MarkKind): number {
    let index = this.count;
    while (index > 0 && this.#isAfter(index - 1, time, kind)) index--;
    return index;
  }

  #isAfter(index: number, time: number, kind: MarkKind): boolean {
    const at = this.times[index]!;
    return at > time || (at === time && this.kind(index) >= kind);
  }

  /** `from`: of what follows its tag, which the caller has written to the end of `payload`. */
  insert(index: number, time: number, tag: number, from: number): void {
    for (let at = this.count; at > index; at--) this.#move(at - 1, at);
    this.count++;
    this.times[index] = time;
    this.#tags[index] = tag;
    this.#from[index] = from;
    this.#to[index] = this.payload.length;
  }

  remove(index: number): void {
    this.count--;
    for (let at = index; at < this.count; at++) this.#move(at + 1, at);
  }

  #move(from: number, to: number): void {
    this.times[to] = this.times[from]!;
    this.#tags[to] = this.#tags[from]!;
    this.#from[to] = this.#from[from]!;
    this.#to[to] = this.#to[from]!;
  }

  write(writer: ByteWriter, begin: number): void {
    let before = begin;
    for (let index = 0; index < this.count; index++) {
      writer.unsigned(this.times[index]! - before);
      writer.byte(this.#tags[index]!);
      writer.copy(this.payload.bytes, this.#from[index]!, this.#to[index]!);
      before = this.times[index]!;
    }
  }
}
