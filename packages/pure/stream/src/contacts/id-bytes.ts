/**
 * An event's id as bytes: what sources call an event is half of what a contact holds. Ids that are digits of base 16 take half of their
 * length, UUIDs 16 bytes. An id has one form, so that equal bytes are equal ids. The layout: form (lowest two bits) and length · bytes
 */
import type { ByteReader } from "../columns/byte-reader.ts";
import type { ByteWriter } from "../columns/byte-writer.ts";

const TEXT = 0;
const DIGITS = 1;
const UUID = 2;
const FORMS = 4;

const UUID_LENGTH = 36;
const HYPHENS = [8, 13, 18, 23];
/** Shorter ones would gain nothing. */
const FEWEST_DIGITS = 4;

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const encoder = new TextEncoder();

export function writeId(writer: ByteWriter, id: string): void {
  if (isUuid(id)) {
    writer.unsigned(16 * FORMS + UUID);
    writeDigits(writer, id);
  } else if (isDigits(id)) {
    writer.unsigned((id.length / 2) * FORMS + DIGITS);
    writeDigits(writer, id);
  } else {
    const encoded = isAscii(id) ? null : encoder.encode(id);
    writer.unsigned((encoded?.length ?? id.length) * FORMS + TEXT);
    if (encoded !== null) writer.copy(encoded, 0, encoded.length);
    else for (let at = 0; at < id.length; at++) writer.byte(id.charCodeAt(at));
  }
}

export function passId(reader: ByteReader): void {
  reader.pass(Math.floor(reader.unsigned() / FORMS));
}

export function readId(reader: ByteReader): string {
  const tag = reader.unsigned();
  const form = tag % FORMS;
  const length = (tag - form) / FORMS;
  reader.pass(length);
  const bytes = reader.bytes.subarray(reader.at - length, reader.at);
  if (form === TEXT) return decoder.decode(bytes);
  let digits = "";
  for (const byte of bytes) digits += (byte < 16 ? "0" : "") + byte.toString(16);
  if (form === DIGITS) return digits;
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join(
    "-",
  );
}

function isDigits(id: string): boolean {
  if (id.length < FEWEST_DIGITS || id.length % 2 !== 0) return false;
  for (let at = 0; at < id.length; at++) if (digitOf(id.charCodeAt(at)) < 0) return false;
  return true;
}

function isUuid(id: string): boolean {
  if (id.length !== UUID_LENGTH) return false;
  for (let at = 0; at < UUID_LENGTH; at++) {
    const code = id.charCodeAt(at);
    if (HYPHENS.includes(at) ? code !== HYPHEN : digitOf(code) < 0) return false;
  }
  return true;
}

function isAscii(id: string): boolean {
  for (let at = 0; at < id.length; at++) if (id.charCodeAt(at) > 0x7f) return false;
  return true;
}

/** Two digits a byte; hyphens are left out. */
function writeDigits(writer: ByteWriter, id: string): void {
  let high = -1;
  for (let at = 0; at < id.length; at++) {
    const digit = digitOf(id.charCodeAt(at));
    if (digit < 0) continue;
    if (high < 0) high = digit;
    else {
      writer.byte(high * 16 + digit);
      high = -1;
    }
  }
}

const HYPHEN = 0x2d;

/** −1: none, or one that would be read back as another (a capital). */
function digitOf(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  return code >= 0x61 && code <= 0x66 ? code - 0x57 : -1;
}
