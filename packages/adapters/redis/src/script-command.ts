/**
 * EVALSHA or EVAL with arguments that may be bytes. ioredis puts text and bytes together piece by piece; here all of it
 * is one text, a character for each byte, that is turned into bytes in one go (500 rows of 170 bytes: 150 µs, against 450
 * piece by piece and 220 as texts alone).
 */
import { Command } from "ioredis";

export type Argument = string | number | Uint8Array;

export interface ScriptCall {
  readonly by: "evalsha" | "eval";
  /** The script's hash or its text. */
  readonly script: string;
  /** The only key: what all others begin with. */
  readonly base: string;
  readonly parameters: readonly Argument[];
  /** `bytes`: texts in the reply are Buffers. */
  readonly reply: "text" | "bytes";
}

export class ScriptCommand extends Command {
  readonly #call: ScriptCall;

  constructor(call: ScriptCall) {
    super(call.by, [call.script, 1, call.base], { replyEncoding: call.reply === "text" ? "utf8" : null });
    this.#call = call;
  }

  override toWritable(): Buffer {
    const { by, script, base, parameters } = this.#call;
    let message = `*${parameters.length + 4}\r\n`;
    for (const fixed of [by, script, "1", base]) message += argument(fixed);
    for (const parameter of parameters) message += argument(parameter);
    return Buffer.from(message, "latin1");
  }
}

function argument(value: Argument): string {
  if (typeof value === "object") return `$${value.length}\r\n${characters(value)}\r\n`;
  const text = typeof value === "number" ? String(value) : value;
  const length = Buffer.byteLength(text);
  // As many bytes as units: all of them are ASCII.
  return length === text.length ? `$${length}\r\n${text}\r\n` : `$${length}\r\n${characters(Buffer.from(text))}\r\n`;
}

const characters = ({ buffer, byteOffset, length }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, length).toString("latin1");
