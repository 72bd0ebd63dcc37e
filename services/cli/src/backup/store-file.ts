/**
 * The copy of a Redis store as a file: gzip of JSON lines. A first line that says what it is, with the installation's secrets, one for each partition and each
 * of its keys, and a last one that counts them: a file that was cut is known before anything is restored from it.
 */
import { createReadStream, createWriteStream, existsSync, renameSync, rmSync } from "node:fs";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createGzip } from "node:zlib";
import type { PartitionCopy } from "@floorwalker/redis";
import { ProgramError } from "../program-error.ts";

const HEADER = { floorwalker: "store backup", version: 2 } as const;
/** Of version 1: without secrets. */
const KNOWN = [1, 2];

type Secrets = Readonly<Record<string, string>>;

interface PartitionLine extends Omit<PartitionCopy, "keys"> {
  readonly keys: number;
}

interface KeyLine {
  readonly key: string;
  readonly dump: string;
}

/** How many partitions. @throws ProgramError `backup_exists`, `backup_not_written`: nothing is left then. */
export async function writeStoreFile(
  to: string,
  { copies, secrets }: { readonly copies: AsyncIterable<PartitionCopy>; readonly secrets: Secrets },
  { force, now }: { readonly force: boolean; readonly now: number },
): Promise<number> {
  if (!force && existsSync(to))
    throw new ProgramError("backup_exists", `${to} is there already`, "Name another file, or replace it with --force.");
  const part = `${to}.part`;
  let partitions = 0;
  async function* lines(): AsyncGenerator<string> {
    yield line({ ...HEADER, at: new Date(now).toISOString(), secrets });
    for await (const { keys, ...position } of copies) {
      partitions++;
      yield line({ ...position, keys: keys.length } satisfies PartitionLine);
      for (const [key, dump] of keys) yield line({ key, dump: dump.toString("base64") } satisfies KeyLine);
    }
    yield line({ partitions });
  }
  try {
    await pipeline(Readable.from(lines()), createGzip(), createWriteStream(part, { flush: true, mode: 0o600 }));
    renameSync(part, to);
  } catch (error) {
    rmSync(part, { force: true });
    const { code, syscall, message } = error as NodeJS.ErrnoException;
    if (syscall === undefined || code === "ECONNREFUSED") throw error;
    throw new ProgramError(
      "backup_not_written",
      message,
      "Make room there or name another place; the store is as it was.",
    );
  }
  return partitions;
}

/** Each partition of the file. @param secrets is given those that are in it. @throws ProgramError `backup_unusable`, as far as it is read. */
export async function* readStoreFile(
  from: string,
  secrets: (found: Secrets) => void = () => {},
): AsyncGenerator<PartitionCopy> {
  const unusable = (why: string): ProgramError =>
    new ProgramError("backup_unusable", `${from}: ${why}`, "Name a whole file that floorwalker backup wrote.");
  let found = 0;
  let open: { position: PartitionLine; keys: (readonly [string, Buffer])[] } | null = null;
  let ended = false;
  let first = true;
  try {
    const source = createReadStream(from);
    const gunzip = createGunzip();
    source.once("error", (error) => gunzip.destroy(error));
    for await (const text of createInterface({ input: source.pipe(gunzip) })) {
      const value = JSON.parse(text) as Partial<
        PartitionLine & KeyLine & { floorwalker: string; version: number; partitions: number; secrets: Secrets }
      >;
      if (first) {
        if (value.floorwalker !== HEADER.floorwalker) throw unusable("it is no backup of a store");
        if (!KNOWN.includes(value.version ?? 0)) throw unusable(`it is of version ${value.version}`);
        secrets(value.secrets ?? {});
        first = false;
      } else if (value.partitions !== undefined) ended = value.partitions === found;
      else if (value.partition !== undefined) open = { position: value as PartitionLine, keys: [] };
      else if (open !== null && value.key !== undefined)
        open.keys.push([value.key, Buffer.from(value.dump ?? "", "base64")]);
      if (open !== null && open.keys.length === open.position.keys) {
        yield { ...open.position, keys: open.keys };
        found++;
        open = null;
      }
    }
  } catch (error) {
    throw error instanceof ProgramError ? error : unusable(error instanceof Error ? error.message : String(error));
  }
  if (!ended) throw unusable("it is cut");
}

const line = (value: object): string => `${JSON.stringify(value)}\n`;
