/** What a request says of its bytes: the mode of its CloudEvents, and the charset, where they are not UTF-8. */
import { isUtf8 } from "node:buffer";
import type { EventHeaders } from "@floorwalker/events";
import type { FastifyRequest } from "fastify";

type Headers = FastifyRequest["headers"];

/**
 * CloudEvents binary mode over HTTP has `ce-` headers; the events package knows them as `ce_`, as in Kafka. Their values come quoted
 * and percent-encoded, as the HTTP binding says, or as plain bytes.
 */
export const binaryHeaders = (headers: Headers): EventHeaders =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]): [string, string | Uint8Array][] => {
      if (typeof value !== "string") return [];
      if (name === "content-type") return [[name, value]];
      return name.startsWith("ce-") ? [[name.replace(/^ce-/, "ce_"), headerBytes(value)]] : [];
    }),
  );

const QUOTED = /^"((?:[^"\\]|\\.)*)"$/;

function headerBytes(value: string): Uint8Array {
  const text = QUOTED.exec(value)?.[1]?.replace(/\\(.)/g, "$1") ?? value;
  const encoded = /%([0-9A-Fa-f]{2})/g;
  return Buffer.from(
    text.replace(encoded, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  );
}

/** The body in UTF-8, without a byte order mark. A charset that nobody knows says nothing. */
export function utf8Body(body: Buffer, headers: Headers): Buffer {
  if (body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf) return body.subarray(3);
  const charset = charsetOf(body, headers["content-type"] ?? "");
  if (charset === null) return body;
  // What many libraries say of UTF-8 too.
  const isWide = charset.startsWith("utf-16");
  if (isWide ? !body.includes(0) : isUtf8(body)) return body;
  return Buffer.from(new TextDecoder(charset).decode(body));
}

function charsetOf(body: Buffer, contentType: string): string | null {
  if (body[0] === 0xff && body[1] === 0xfe) return "utf-16le";
  if (body[0] === 0xfe && body[1] === 0xff) return "utf-16be";
  const named = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(contentType)?.[1];
  if (named === undefined) return null;
  try {
    return new TextDecoder(named).encoding;
  } catch {
    return null;
  }
}
