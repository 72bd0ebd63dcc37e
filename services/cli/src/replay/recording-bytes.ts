/**
 * The bytes of a recording as UTF-8 or as they are: a gzip file is unpacked, UTF-16 is written anew, and what is packed
 * otherwise is refused by its name. A packed file that is cut is an error, never a shorter recording.
 */
import { createReadStream, statSync } from "node:fs";
import { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { KIND_BYTES, recordingKind } from "@floorwalker/sources";
import { ProgramError } from "../program-error.ts";

const CHUNK_BYTES = 1 << 20;

/** `-` is standard input. @throws ProgramError `recording_not_read`, `recording_packed`. */
export async function* recordingBytes(file: string): AsyncGenerator<Buffer> {
  if (file !== "-") refuseFolder(file);
  const stream = file === "-" ? process.stdin : createReadStream(file, { highWaterMark: CHUNK_BYTES });
  try {
    yield* asText(unpacked(stream, file));
  } catch (error) {
    if (error instanceof ProgramError) throw error;
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    const packed = code.startsWith("Z_");
    throw new ProgramError(
      "recording_not_read",
      `${file} cannot be read (${code})`,
      packed ? "The file is cut or damaged: take another copy of it." : "Name a file that you may read, or -.",
    );
  }
}

function refuseFolder(file: string): void {
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory() !== true) return;
  throw new ProgramError("recording_not_read", `${file} is a folder (EISDIR)`, "Name one of the files in it.");
}

async function* unpacked(stream: AsyncIterable<Buffer>, file: string): AsyncGenerator<Buffer> {
  const [first, rest] = await peeked(stream);
  const kind = recordingKind(first);
  if (kind === "text" || kind === "utf-16le" || kind === "utf-16be") yield* rest;
  else if (kind === "gzip") {
    const source = Readable.from(rest);
    const gunzip = createGunzip();
    source.once("error", (error) => gunzip.destroy(error));
    yield* source.pipe(gunzip) as AsyncIterable<Buffer>;
  } else
    throw new ProgramError(
      "recording_packed",
      `${file} is packed (${kind}); only gzip is read`,
      `Unpack it first, or pass it on: ${UNPACKERS[kind]} ${file === "-" ? "…" : file} | npx floorwalker replay - …`,
    );
}

const UNPACKERS = { zstd: "zstdcat", xz: "xzcat", bzip2: "bzcat", zip: "unzip -p", lz4: "lz4cat" } as const;

async function* asText(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const [first, rest] = await peeked(chunks);
  const kind = recordingKind(first);
  if (kind !== "utf-16le" && kind !== "utf-16be") return yield* rest;
  const decoder = new TextDecoder(kind);
  for await (const chunk of rest) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}

/** The first bytes, and everything including them. */
async function peeked(chunks: AsyncIterable<Buffer>): Promise<[Buffer, AsyncGenerator<Buffer>]> {
  const iterator = chunks[Symbol.asyncIterator]();
  let first = Buffer.alloc(0);
  let ended = false;
  while (first.length < KIND_BYTES && !ended) {
    const { value, done = false } = await iterator.next();
    ended = done;
    if (!done) first = Buffer.concat([first, value]);
  }
  return [first, all()];

  async function* all(): AsyncGenerator<Buffer> {
    try {
      if (first.length > 0) yield first;
      if (!ended) for await (const chunk of { [Symbol.asyncIterator]: () => iterator }) yield chunk;
    } finally {
      await iterator.return?.();
    }
  }
}
