/**
 * The vectors of all windows of a cell. One window lies in the next: of each only what it has beyond the one before is told, so that
 * all of them take little more than the widest alone. A day that has just begun may have less than the last hour; then it may begin
 * anew.
 */
import { WINDOW_IDS, type WindowId } from "@floorwalker/domain";
import type { ByteReader } from "../columns/byte-reader.ts";
import type { ByteWriter } from "../columns/byte-writer.ts";
import { type NumberVector, VectorSum, writeVector } from "./number-vector.ts";

const BEGINS = 0;
const GOES_ON = 1;

export function writeWindows(writer: ByteWriter, vectorOf: (window: WindowId) => NumberVector): void {
  let narrower: NumberVector | null = null;
  for (const window of WINDOW_IDS) {
    const vector = vectorOf(window);
    const within = narrower !== null && holds(vector.longest, narrower.longest) ? narrower : null;
    writer.byte(within === null ? BEGINS : GOES_ON);
    writeVector(writer, vector, within);
    narrower = vector;
  }
}

/** What is visited is valid until the next one is. */
export function readWindows(reader: ByteReader, visit: (window: WindowId, vector: NumberVector) => void): void {
  const sum = new VectorSum();
  for (const window of WINDOW_IDS) {
    if (reader.byte() === BEGINS) sum.clear();
    sum.read(reader);
    visit(window, sum);
  }
}

/** A maximum can be told on, but not taken back. */
const holds = (longest: number | null, narrower: number | null): boolean =>
  narrower === null || (longest !== null && longest >= narrower);
