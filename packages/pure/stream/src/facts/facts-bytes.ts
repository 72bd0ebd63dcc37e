/**
 * What is kept of a contact that is over beside its key and its version, as bytes: the first names the format. Most readers want what it
 * added, few of them what its segments came to: that is read when somebody asks for it.
 */
import {
  type ContactFacts,
  type ContactFactsKey,
  type Fact,
  factOfWritten,
  factsText,
  type IntervalVersion,
  type WrittenFact,
} from "@floorwalker/domain";
import { ByteReader } from "../columns/byte-reader.ts";
import { ByteWriter } from "../columns/byte-writer.ts";
import { formatOf } from "../row-format.ts";
import { readAmounts, writeAmounts } from "./amounts-bytes.ts";

const FORMAT = 2;
const WITHOUT_SURVEYS = 1;
const CONTACT = 1;
const FIRST = 2;
const TOLD_FROM = 4;

const writer = new ByteWriter(4_096);

export function factsBytes(told: ContactFacts): Uint8Array<ArrayBuffer> {
  const { contact, zone, from, leftAt, first, toldFrom, facts, added } = told;
  writer.clear();
  writer.byte(FORMAT);
  writer.byte((contact === null ? 0 : CONTACT) + (first ? FIRST : 0) + (toldFrom === null ? 0 : TOLD_FROM));
  if (contact !== null) writer.text(contact);
  writer.text(zone);
  writer.signed(leftAt - from);
  if (toldFrom !== null) writer.signed(toldFrom);
  writeAmounts(writer, added);
  writer.text(factsText(facts));
  return writer.taken();
}

/** @throws RangeError: damaged, or of a newer format. */
export function factsOfBytes(
  key: ContactFactsKey & Pick<ContactFacts, "from" | "to">,
  version: IntervalVersion,
  bytes: Uint8Array,
): ContactFacts {
  const format = formatOf(bytes);
  if (format !== FORMAT && format !== WITHOUT_SURVEYS)
    throw new RangeError(`facts in a format that is not known: ${format}`);
  const reader = new ByteReader().open(bytes, 1);
  const flags = reader.byte();
  const { site, channel, name, from, to } = key;
  const contact = (flags & CONTACT) === 0 ? null : reader.text();
  const zone = reader.text();
  const leftAt = from + reader.signed();
  const toldFrom = (flags & TOLD_FROM) === 0 ? null : reader.signed();
  const added = readAmounts(reader, format === FORMAT);
  const first = (flags & FIRST) !== 0;
  let known: readonly Fact[] | null = null;
  return {
    site,
    channel,
    name,
    contact,
    zone,
    version,
    leftAt,
    first,
    toldFrom,
    from,
    to,
    added,
    get facts() {
      known ??= (JSON.parse(reader.text()) as WrittenFact[]).map((each) => factOfWritten(each, contact, channel));
      return known;
    },
  };
}
