/**
 * Customers of sites that do not want to keep them as their sources tell them: what is written of them, also of an input that is
 * refused, is a keyed hash. Invariant: what was hashed once stays as it is, so that a recording of the event topic, or a dead
 * letter that is sent again, tells of the same customer.
 */
import { type EventHeaders, readText } from "@floorwalker/events";
import type { SourceEvent } from "./source-format.ts";

export type CustomerHash = (customer: string) => string;

/** By site; null: as its sources tell them. */
export type Customers = (site: string) => CustomerHash | null;

const NAME = "customer";
/** As JSON may spell it, also where the text is no JSON as a whole: it may be cut. */
const SPELLED = NAME.split("")
  .map((letter) => `(?:${letter}|\\\\u00${letter.charCodeAt(0).toString(16)})`)
  .join("");
const MEMBER = new RegExp(`("${SPELLED}"\\s*:\\s*)("(?:[^"\\\\]|\\\\.)*"?|[[{][^\\]}]*[\\]}]?|[^\\s,}\\]"]+)`, "gi");
const [BINARY_NAME, BINARY_SITE] = [`ce_${NAME}`, "ce_site"];

/** What cannot be hashed, because nobody knows for which site, is not kept. */
const UNTOLD: CustomerHash = () => "";

export function withHashedCustomer(told: SourceEvent, customers: Customers): SourceEvent {
  if (told.passed?.hasCustomer === false) return told;
  const { event, extra } = told;
  const hash = event.customer === undefined ? null : customers(event.site);
  if (hash === null) return told;
  const hashed = { ...event, customer: hash(event.customer!) };
  return extra === undefined ? { event: hashed } : { event: hashed, extra };
}

interface Refused {
  readonly value: Uint8Array;
  readonly headers: EventHeaders;
}

/** As it may be kept. `site`: of the record; the input may name another. */
export function withoutPlainCustomer<R extends Refused>(
  refused: R,
  site: string | null,
  customers: Customers,
  encoding?: string,
): R {
  const named = binarySite(refused.headers) ?? site;
  const headers = Object.entries(refused.headers).map(([name, value]) => {
    if (name.toLowerCase() !== BINARY_NAME) return [name, value];
    const text = typeof value === "string" ? value : readText(value, encoding).text;
    return [name, hashOf(named, customers)?.(text) ?? value];
  });
  return {
    ...refused,
    headers: Object.fromEntries(headers),
    value: keptValue(refused.value, named, customers, encoding),
  };
}

/** Null: its site does not ask for it. */
const hashOf = (site: string | null, customers: Customers): CustomerHash | null =>
  site === null ? UNTOLD : customers(site);

function keptValue(value: Uint8Array, site: string | null, customers: Customers, encoding?: string): Uint8Array {
  const { text } = readText(value, encoding);
  if (text.search(MEMBER) < 0) return value;
  let of = site;
  try {
    const parsed: unknown = JSON.parse(text);
    of = named(parsed) ?? site;
    const hash = hashOf(of, customers);
    if (hash === null) return value;
    return Buffer.from(JSON.stringify(parsed, (name, told) => (name === NAME ? hashed(told, hash) : told)));
  } catch {
    // No JSON, or nested deeper than can be written.
    const hash = hashOf(of, customers);
    if (hash === null) return value;
    return Buffer.from(text.replace(MEMBER, (_, name, told) => `${name}${JSON.stringify(hashed(plain(told), hash))}`));
  }
}

/** As an event would tell it; anything else is of nobody. */
function hashed(told: unknown, hash: CustomerHash): string {
  const text = typeof told === "number" ? String(told) : told;
  return typeof text === "string" && text !== "" ? hash(text) : "";
}

function plain(written: string): unknown {
  try {
    return JSON.parse(written);
  } catch {
    // Cut within it: as much as there is of a customer is nobody.
    return "";
  }
}

function named(parsed: unknown): string | null {
  const site = typeof parsed === "object" && parsed !== null && "site" in parsed ? parsed.site : null;
  return typeof site === "string" && site !== "" ? site : null;
}

function binarySite(headers: EventHeaders): string | null {
  for (const [name, value] of Object.entries(headers))
    if (name.toLowerCase() === BINARY_SITE)
      return (typeof value === "string" ? value : Buffer.from(value).toString("utf8")) || null;
  return null;
}
