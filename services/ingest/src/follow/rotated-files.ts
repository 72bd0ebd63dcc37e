/** The files that rotation leaves beside a log: `queue_log.1`, `queue_log.1763715600`, `queue_log-20261122`, `queue_log.2.gz`. */
import { readdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

export interface RotatedFile {
  readonly path: string;
  readonly inode: number;
  readonly size: number;
  /** Last written, epoch ms. */
  readonly writtenAt: number;
  readonly packing: "none" | "gzip" | "other";
}

const GZIP = /\.gz$/;
const OTHERWISE_PACKED = /\.(?:xz|bz2|zst|lz4|zip)$/;
const UNFINISHED = /\.tmp$/;

/** Oldest first. */
export async function rotatedFiles(file: string): Promise<readonly RotatedFile[]> {
  const folder = dirname(file);
  const base = basename(file);
  const names = await readdir(folder).catch(() => []);
  const found: RotatedFile[] = [];
  for (const name of names) {
    if (!(name.startsWith(`${base}.`) || name.startsWith(`${base}-`)) || UNFINISHED.test(name)) continue;
    const path = join(folder, name);
    const stats = await stat(path).catch(() => null);
    const packing = GZIP.test(name) ? "gzip" : OTHERWISE_PACKED.test(name) ? "other" : "none";
    if (stats?.isFile()) found.push({ path, inode: stats.ino, size: stats.size, writtenAt: stats.mtimeMs, packing });
  }
  return found.sort((a, b) => a.writtenAt - b.writtenAt);
}
