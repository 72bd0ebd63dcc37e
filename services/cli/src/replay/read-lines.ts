/** Lines of a file or of standard input as bytes: what is not UTF-8 must arrive as it is, to be refused with its number. */
import { createReadStream } from "node:fs";
import { ProgramError } from "../program-error.ts";

/**
 * Chunks of lines without their ends (`\n` or `\r\n`); `-` is standard input. A line may be of any length.
 * @throws ProgramError `recording_not_read`.
 */
export async function* readLines(file: string): AsyncGenerator<readonly Uint8Array[]> {
  const stream = file === "-" ? process.stdin : createReadStream(file, { highWaterMark: 1 << 20 });
  let rest: Buffer[] = [];
  for await (const chunk of chunks(stream, file)) {
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

async function* chunks(stream: AsyncIterable<Buffer>, file: string): AsyncGenerator<Buffer> {
  try {
    yield* stream;
  } catch (error) {
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    throw new ProgramError(
      "recording_not_read",
      `${file} cannot be read (${code})`,
      "Name a file that you may read, or -.",
    );
  }
}

const withoutReturn = (line: Buffer): Uint8Array => (line.at(-1) === 13 ? line.subarray(0, -1) : line);
