/**
 * Repairs of kafkajs 2.2.4, which is no longer maintained (and therefore pinned). They are applied once per process.
 *
 * - A request queue re-arms a 1 ms timer for ever on every connection: 4–5 % of a core when idle. It only needs one
 *   when something is pending.
 * - zstd, with the codec of Node. Snappy and LZ4 have none here: reading such a batch ends in `compression_unsupported`.
 */

import { createRequire } from "node:module";
import { promisify } from "node:util";
import { zstdCompress, zstdDecompress } from "node:zlib";
import kafkajs from "kafkajs";

interface RequestQueue {
  readonly pending: readonly unknown[];
  scheduleCheckPendingRequests: (this: RequestQueue) => void;
}

const compress = promisify(zstdCompress);
const decompress = promisify(zstdDecompress);

let patched = false;

export function patchClient(): void {
  if (patched) return;
  patched = true;
  const load = createRequire(import.meta.url);
  const { prototype } = load("kafkajs/src/network/requestQueue") as { prototype: RequestQueue };
  const schedule = prototype.scheduleCheckPendingRequests;
  prototype.scheduleCheckPendingRequests = function (this: RequestQueue) {
    if (this.pending.length > 0) schedule.call(this);
  };
  kafkajs.CompressionCodecs[kafkajs.CompressionTypes.ZSTD] = () => ({
    compress: (encoder: { readonly buffer: Buffer }) => compress(encoder.buffer),
    decompress: (bytes: Buffer) => decompress(bytes),
  });
}
