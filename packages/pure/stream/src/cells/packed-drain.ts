/** Lays the buckets that were added to since the last commit to rest, and says which rows that changes. */
import { ByteReader } from "../columns/byte-reader.ts";
import { ByteWriter } from "../columns/byte-writer.ts";
import type { RowSink } from "../site-context.ts";
import type { Bucket } from "./bucket.ts";

export class PackedDrain {
  readonly #writer = new ByteWriter(4_096);
  readonly #reader = new ByteReader();

  /** The rows of one drain lie in one piece of memory: they leave together, with their commit. */
  drain(touched: readonly Bucket[], sink: RowSink): void {
    const writer = this.#writer;
    writer.clear();
    const ends: number[] = [];
    for (const bucket of touched) {
      if (bucket.home !== null && !bucket.isEmpty()) bucket.pack(writer);
      ends.push(writer.length);
    }
    const bytes = writer.taken();
    let begin = 0;
    touched.forEach((bucket, place) => {
      const row = bytes.subarray(begin, ends[place]);
      begin = ends[place]!;
      this.#rest(bucket, row, sink);
    });
  }

  #rest(bucket: Bucket, row: Uint8Array, sink: RowSink): void {
    const { home, index } = bucket;
    // What is no longer kept was dropped, and its row with it.
    if (home === null) return;
    home.close(bucket);
    const { resting, rowPrefix } = home;
    const isStored = resting.has(index);
    if (row.length === 0) {
      if (!isStored) return;
      resting.remove(index);
      sink.row(rowPrefix + index, null);
      return;
    }
    if (isStored && isSame(resting.open(resting.placeOf(index), this.#reader), row)) return;
    resting.put(index, row);
    sink.row(rowPrefix + index, row);
  }
}

function isSame({ bytes, at, end }: ByteReader, row: Uint8Array): boolean {
  if (end - at !== row.length) return false;
  for (let index = 0; index < row.length; index++) if (bytes[at + index] !== row[index]) return false;
  return true;
}
