/** Lines of a recording as bytes: what is not UTF-8 must arrive as it is, to be told with its number. */
import { recordingBytes } from "./recording-bytes.ts";

/**
 * Chunks of lines without their ends (`\n` or `\r\n`); `-` is standard input. A line may be of any length.
 * @throws ProgramError `recording_not_read`, `recording_packed`.
 */
export async function* readLines(file: string): AsyncGenerator<readonly Uint8Array[]> {
  let rest: Buffer[] = [];
  for await (const chunk of recordingBytes(file)) {
    const lines: Uint8Array[] = [];
    let from = 0;
    for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, from)) {
      rest.push(chunk.subarray(from, at));
      lines.push(withoutReturn(rest.length === 1 ? rest[0]! : Buffer.concat(rest)));
      rest = [];
      from = at + 1;
    }
    if (from < chunk.length) rest.push(chunk.subarray(from));
    if (lines.length > 0) yield lines;
  }
  const last = Buffer.concat(rest);
  if (last.length > 0) yield [withoutReturn(last)];
}

const withoutReturn = (line: Buffer): Uint8Array => (line.at(-1) === 13 ? line.subarray(0, -1) : line);
