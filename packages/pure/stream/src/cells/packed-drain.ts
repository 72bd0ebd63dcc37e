/** Lays the buckets that were added to since the last commit to rest, and says which rows that changes. */
import { ByteWriter } from "../columns/byte-writer.ts";
import type { RowSink } from "../site-context.ts";
import type { Bucket } from "./bucket.ts";
import type { BucketPool } from "./bucket-pool.ts";

export class PackedDrain {
  readonly #writer = new ByteWriter(4_096);
  readonly #ends: number[] = [];

  /** The rows of one drain lie in one piece of memory: they leave together, with their commit. */
  drain(pool: BucketPool, sink: RowSink): void {
    const { touched } = pool;
    const writer = this.#writer;
    const ends = this.#ends;
    writer.clear();
    for (let place = 0; place < touched.length; place++) {
      const bucket = touched[place]!;
      if (bucket.home !== null && !bucket.isEmpty()) bucket.pack(writer);
      ends[place] = writer.length;
    }
    const bytes = writer.taken();
    let begin = 0;
    for (let place = 0; place < touched.length; place++) {
      rest(touched[place]!, bytes, begin, ends[place]!, sink);
      begin = ends[place]!;
    }
    pool.giveBackAll();
  }
}

/** Its bytes are [from, to); none: it is empty. */
function rest({ home, index }: Bucket, bytes: Uint8Array, from: number, to: number, sink: RowSink): void {
  // What is no longer kept was dropped, and its row with it.
  if (home === null) return;
  home.closeAll();
  const { resting, rowPrefix } = home;
  if (from === to) {
    if (resting.remove(index)) sink.row(rowPrefix + index, null);
  } else if (resting.put(index, bytes, from, to)) sink.row(rowPrefix + index, bytes.subarray(from, to));
}
