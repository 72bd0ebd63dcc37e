/** What a file's first bytes say it is: text in one of its spellings, or a packed file. */
export type RecordingKind = "text" | "utf-16le" | "utf-16be" | "gzip" | "zstd" | "xz" | "bzip2" | "zip" | "lz4";

/** As many bytes as are looked at. */
export const KIND_BYTES = 6;

const MARKS: readonly (readonly [kind: RecordingKind, bytes: readonly number[]])[] = [
  ["utf-16le", [0xff, 0xfe]],
  ["utf-16be", [0xfe, 0xff]],
  ["gzip", [0x1f, 0x8b]],
  ["zstd", [0x28, 0xb5, 0x2f, 0xfd]],
  ["xz", [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ["bzip2", [0x42, 0x5a, 0x68]],
  ["zip", [0x50, 0x4b, 0x03, 0x04]],
  ["lz4", [0x04, 0x22, 0x4d, 0x18]],
];

export function recordingKind(first: Uint8Array): RecordingKind {
  const found = MARKS.find(([, bytes]) => bytes.every((byte, index) => first[index] === byte));
  return found?.[0] ?? "text";
}
