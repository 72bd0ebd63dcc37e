/**
 * Repairs of kafkajs 2.2.4, which is no longer maintained (and therefore pinned). They are applied once per process.
 *
 * - A request queue re-arms a 1 ms timer for ever on every connection: 4–5 % of a core when idle. It only needs one
 *   when something is pending.
 * - It knows gzip only. Snappy (as Java frames it), LZ4 and zstd are those of @platformatic/kafka, the other driver.
 */

import { createRequire } from "node:module";
import { compressionsAlgorithms } from "@platformatic/kafka";
import kafkajs from "kafkajs";

interface RequestQueue {
  readonly pending: readonly unknown[];
  scheduleCheckPendingRequests: (this: RequestQueue) => void;
}

const { CompressionTypes, CompressionCodecs } = kafkajs;
const CODECS = [
  [CompressionTypes.Snappy, compressionsAlgorithms.snappy],
  [CompressionTypes.LZ4, compressionsAlgorithms.lz4],
  [CompressionTypes.ZSTD, compressionsAlgorithms.zstd],
] as const;

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
  for (const [type, { compressSync, decompressSync }] of CODECS)
    CompressionCodecs[type] = () => ({
      compress: async (encoder: { readonly buffer: Buffer }) => compressSync(encoder.buffer),
      decompress: async (bytes: Buffer) => decompressSync(bytes),
    });
}
