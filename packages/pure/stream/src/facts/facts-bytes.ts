/**
 * What is kept of a contact that is over beside its key and its version, as bytes: the first names the format. Most readers want what it
 * added, few of them what its segments came to: that is read when somebody asks for it.
 */
import {
  type AddedAmounts,
  type ContactFacts,
  type ContactFactsKey,
  type Fact,
  factOfWritten,
  type IntervalVersion,
  type WrittenFact,
  writtenFact,
} from "@floorwalker/domain";
import { ByteReader } from "../columns/byte-reader.ts";
import { ByteWriter } from "../columns/byte-writer.ts";
import { formatOf } from "../row-format.ts";

const FORMAT = 1;

type Kept = readonly [
  contact: string | null,
  zone: string,
  leftAt: number,
  first: boolean,
  toldFrom: number | null,
  added: readonly KeptAmounts[],
];
type KeptAmounts = readonly [
  fact: number,
  queue: string | null,
  agent: string | null,
  team: string | null,
  reason: string | null,
  amounts: AddedAmounts["amounts"],
];

const writer = new ByteWriter(4_096);

export function factsBytes({
  contact,
  zone,
  leftAt,
  first,
  toldFrom,
  facts,
  added,
}: ContactFacts): Uint8Array<ArrayBuffer> {
  const amounts = added.map(
    ({ fact, queue, agent, team, reason, amounts: all }): KeptAmounts => [fact, queue, agent, team, reason, all],
  );
  writer.clear();
  writer.byte(FORMAT);
  writer.text(JSON.stringify([contact, zone, leftAt, first, toldFrom, amounts] satisfies Kept));
  writer.text(JSON.stringify(facts.map(writtenFact)));
  return writer.taken();
}

/** @throws RangeError: damaged, or of a newer format. */
export function factsOfBytes(
  key: ContactFactsKey & Pick<ContactFacts, "from" | "to">,
  version: IntervalVersion,
  bytes: Uint8Array,
): ContactFacts {
  const format = formatOf(bytes);
  if (format !== FORMAT) throw new RangeError(`facts in a format that is not known: ${format}`);
  const reader = new ByteReader().open(bytes, 1);
  const [contact, zone, leftAt, first, toldFrom, added] = JSON.parse(reader.text()) as Kept;
  const { site, channel, name, from, to } = key;
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
    added: added.map(([fact, queue, agent, team, reason, amounts]) => ({ fact, queue, agent, team, reason, amounts })),
    get facts() {
      known ??= (JSON.parse(reader.text()) as WrittenFact[]).map((each) => factOfWritten(each, contact, channel));
      return known;
    },
  };
}
