/** A contact that is over as a row of the table, and back. */
import {
  type Channel,
  type ContactFacts,
  factOfWritten,
  reachStepOf,
  type WrittenFact,
  writtenFact,
} from "@floorwalker/domain";
import { amountsBytes, amountsOf } from "@floorwalker/stream";

export interface FactsRow {
  readonly site: string;
  readonly channel: Channel;
  readonly name: string;
  readonly step: number;
  readonly begins: number;
  readonly ends: number;
  readonly epoch: number;
  readonly sequence: number;
  readonly contact: string | null;
  readonly zone: string;
  readonly left_at: number;
  readonly first: boolean;
  readonly told_from: number | null;
  readonly facts: readonly WrittenFact[];
  /** Hexadecimal: bytes of `amounts-bytes.ts`. */
  readonly added: string;
}

/** As they are read: the JSON of what few ask for is not parsed before. */
export const READ_COLUMNS =
  "site, channel, name, begins, ends, epoch, sequence, contact, zone, left_at, first, told_from, facts::text AS facts, added";

export type ReadRow = Omit<FactsRow, "step" | "facts" | "added"> & {
  readonly facts: string;
  readonly added: Uint8Array;
};

export const rowOfFacts = (told: ContactFacts): FactsRow => ({
  site: told.site,
  channel: told.channel,
  name: told.name,
  step: reachStepOf(told),
  begins: told.from,
  ends: told.to,
  ...told.version,
  contact: told.contact,
  zone: told.zone,
  left_at: told.leftAt,
  first: told.first,
  told_from: told.toldFrom,
  facts: told.facts.map(writtenFact),
  added: `\\x${Buffer.from(amountsBytes(told.added)).toString("hex")}`,
});

export function factsOfRow(row: ReadRow): ContactFacts {
  const { site, channel, name, begins, ends, epoch, sequence, contact, zone, left_at, first, told_from, added } = row;
  return {
    site,
    channel,
    name,
    contact,
    zone,
    version: { epoch, sequence },
    leftAt: left_at,
    first,
    toldFrom: told_from,
    from: begins,
    to: ends,
    added: amountsOf(added),
    get facts() {
      return (JSON.parse(row.facts) as WrittenFact[]).map((each) => factOfWritten(each, contact, channel));
    },
  };
}
