/**
 * Bytes of one input as text, whatever they are: UTF-8, UTF-16 by its byte order mark, else the source's own encoding,
 * in which every byte is a character. NULs (a hole that a crash left in a file, UTF-16 without a mark) are cut.
 */
import type { Mending } from "./mending.ts";

export interface ReadText {
  readonly text: string;
  readonly mended: readonly Mending[];
}

export const DEFAULT_ENCODING = "windows-1252";

const utf8 = new TextDecoder("utf-8", { fatal: true });
const decoders = new Map<string, InstanceType<typeof TextDecoder>>();
const UNMENDED: readonly Mending[] = [];
const NUL = /\0+/g;

/** `encoding`: what bytes are that are not UTF-8, by its WHATWG name. A byte order mark is dropped. */
export function readText(bytes: Uint8Array, encoding: string = DEFAULT_ENCODING): ReadText {
  const mended: Mending[] = [];
  let text = decoded(bytes, encoding, mended);
  if (text.includes("\0")) {
    text = text.replace(NUL, "");
    mended.push({ code: "nul_cut", path: "" });
  }
  return { text, mended: mended.length === 0 ? UNMENDED : mended };
}

function decoded(bytes: Uint8Array, encoding: string, mended: Mending[]): string {
  const marked = bytes.byteLength % 2 === 0 ? MARKS.get(((bytes[0] ?? 0) << 8) | (bytes[1] ?? 0)) : undefined;
  if (marked !== undefined) return decoder(marked).decode(bytes);
  try {
    return utf8.decode(bytes);
  } catch {
    mended.push({ code: "other_encoding", path: "" });
    return decoder(encoding).decode(hasMark(bytes) ? bytes.subarray(3) : bytes);
  }
}

/** UTF-8's own mark, which an editor puts before text that is none. */
const hasMark = (bytes: Uint8Array): boolean => bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;

const MARKS: ReadonlyMap<number, string> = new Map([
  [0xfffe, "utf-16le"],
  [0xfeff, "utf-16be"],
]);

function decoder(encoding: string): InstanceType<typeof TextDecoder> {
  const known = decoders.get(encoding);
  if (known !== undefined) return known;
  const made = new TextDecoder(encoding);
  decoders.set(encoding, made);
  return made;
}
