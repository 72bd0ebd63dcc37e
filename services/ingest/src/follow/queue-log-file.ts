/**
 * One open queue_log: whole lines from an offset on, and a name that survives renaming. The head (a hash of the file's first
 * bytes, up to the offset) tells the same file under another name, or its copy, from a new one with the same inode.
 */
import { hash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { type FileHandle, mkdtemp, open, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { KIND_BYTES, recordingKind, SecondOfLines } from "@floorwalker/sources";
import { notFollowed } from "./follow-error.ts";
import type { Chunk, Head, Line, Reading } from "./reading.ts";
import type { RotatedFile } from "./rotated-files.ts";

const HEAD_BYTES = 1024;
/** Longer than any line Asterisk writes (8 KB); what has no line end in it is taken for one. */
const CHUNK_BYTES = 256 * 1024;
const NEW_LINE = 10;
const NO_HEAD: Head = { bytes: 0, hash: "" };

export class QueueLogFile {
  readonly inode: number;
  readonly #handle: FileHandle;
  /** Null: as the file system says. */
  readonly #writtenAt: number | null;
  #head: Head = NO_HEAD;
  /** The first bytes as they were read: what the file holds by now may be another's. */
  readonly #first = Buffer.alloc(HEAD_BYTES);
  #offset = 0;
  /** Where the next chunk begins: behind `offset` only while lines are read again to be counted. */
  #next = 0;
  #second = new SecondOfLines();

  private constructor(handle: FileHandle, inode: number, writtenAt: number | null = null) {
    this.#handle = handle;
    this.inode = inode;
    this.#writtenAt = writtenAt;
  }

  /** Null when there is no such file now. @throws FollowError for what is no file of lines. */
  static async open(path: string): Promise<QueueLogFile | null> {
    const stats = await stat(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return null;
      throw error;
    });
    if (stats === null) return null;
    // To open a pipe would wait for its writer, for ever.
    if (!stats.isFile()) throw notFollowed(path, stats.isDirectory() ? "a folder" : "no ordinary file");
    const handle = await open(path, "r");
    const kind = recordingKind(await firstBytes(handle));
    if (kind === "text") return new QueueLogFile(handle, (await handle.stat()).ino);
    await handle.close();
    throw notFollowed(path, kind.startsWith("utf-16") ? "UTF-16 text" : `packed (${kind})`);
  }

  /** A rotated file that was packed with gzip. @throws when it is cut, as it is while it is being packed. */
  static async openPacked({ path, inode, writtenAt }: RotatedFile): Promise<QueueLogFile> {
    const folder = await mkdtemp(join(tmpdir(), "floorwalker-unpacked-"));
    try {
      const unpacked = join(folder, "queue_log");
      await pipeline(createReadStream(path), createGunzip(), createWriteStream(unpacked));
      return new QueueLogFile(await open(unpacked, "r"), inode, writtenAt);
    } finally {
      // It stays readable as long as it is open.
      await rm(folder, { recursive: true, force: true });
    }
  }

  /** The first byte not yet written to the log. */
  get offset(): number {
    return this.#offset;
  }

  /** What was read of the newest second; who reads on does so in a copy. */
  get second(): SecondOfLines {
    return this.#second;
  }

  reading(): Reading {
    const second = this.#second.begins ?? this.#next;
    return { inode: this.inode, head: this.#head, offset: this.#offset, second };
  }

  async size(): Promise<number> {
    return (await this.#handle.stat()).size;
  }

  /** Last written, epoch ms. */
  async writtenAt(): Promise<number> {
    return this.#writtenAt ?? (await this.#handle.stat()).mtimeMs;
  }

  /** False when the bytes read so far are not in it any more: it was cut, and maybe written anew. */
  async continues(): Promise<boolean> {
    return (await this.size()) >= this.#offset && (await this.startsWith(this.#head));
  }

  async startsWith(head: Head): Promise<boolean> {
    return head.bytes === 0 || (await this.#hash(head.bytes)) === head.hash;
  }

  /** True when everything in it is also at the beginning of `other`: it is a copy, which holds nothing new. */
  async isWithin(other: QueueLogFile): Promise<boolean> {
    const size = await this.size();
    if (size === 0 || size > (await other.size())) return false;
    const bytes = Math.min(HEAD_BYTES, size);
    for (const from of [0, size - bytes])
      if ((await this.#hash(bytes, from)) !== (await other.#hash(bytes, from))) return false;
    return true;
  }

  restart(): void {
    this.#offset = 0;
    this.#next = 0;
    this.#head = NO_HEAD;
    this.#second = new SecondOfLines();
  }

  /** As if everything before that reading's offset had been read here. */
  async resume({ offset, second = offset }: Reading): Promise<void> {
    this.#second = new SecondOfLines();
    await this.#handle.read(this.#first, 0, Math.min(HEAD_BYTES, offset), 0);
    this.advance(offset, this.#second);
    this.#next = Math.min(second, offset);
  }

  /** Nothing of a file that was cut or written anew, be it after it had last been asked whether it continues. */
  async chunk(): Promise<Chunk> {
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    const bytesRead = await this.#read(buffer);
    if (this.#next < HEAD_BYTES) buffer.copy(this.#first, this.#next, 0, Math.min(bytesRead, HEAD_BYTES - this.#next));
    const lines: Line[] = [];
    let from = 0;
    for (;;) {
      const end = buffer.subarray(0, bytesRead).indexOf(NEW_LINE, from);
      if (end < 0) break;
      lines.push({ offset: this.#next + from, bytes: buffer.subarray(from, end) });
      from = end + 1;
    }
    if (from === 0 && bytesRead === CHUNK_BYTES) {
      lines.push({ offset: this.#next, bytes: buffer });
      from = bytesRead;
    }
    return { lines, next: this.#next + from, end: bytesRead < CHUNK_BYTES };
  }

  /** Everything before `next` is safe in the log; `second`: what was read up to there. */
  advance(next: number, second: SecondOfLines): void {
    const bytes = Math.min(HEAD_BYTES, next);
    if (bytes > this.#head.bytes) this.#head = { bytes, hash: hashOf(this.#first.subarray(0, bytes)) };
    this.#offset = Math.max(this.#offset, next);
    this.#next = next;
    this.#second = second;
  }

  /** The bytes after the last whole line. */
  async rest(): Promise<Uint8Array> {
    const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    return buffer.subarray(0, await this.#read(buffer));
  }

  close(): Promise<void> {
    return this.#handle.close();
  }

  /** How many bytes it read. The file is asked afterwards: an answer from before says nothing of what was read. */
  async #read(buffer: Buffer): Promise<number> {
    const { bytesRead } = await this.#handle.read(buffer, 0, buffer.byteLength, this.#next);
    return (await this.continues()) ? bytesRead : 0;
  }

  async #hash(bytes: number, from = 0): Promise<string> {
    const buffer = Buffer.alloc(bytes);
    const { bytesRead } = await this.#handle.read(buffer, 0, bytes, from);
    return hashOf(buffer.subarray(0, bytesRead));
  }
}

const hashOf = (bytes: Uint8Array): string => hash("sha256", bytes, "hex").slice(0, 32);

async function firstBytes(handle: FileHandle): Promise<Uint8Array> {
  const buffer = new Uint8Array(KIND_BYTES);
  const { bytesRead } = await handle.read(buffer, 0, KIND_BYTES, 0);
  return buffer.subarray(0, bytesRead);
}
