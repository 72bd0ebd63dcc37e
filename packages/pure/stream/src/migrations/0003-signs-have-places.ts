/**
 * Of format 2 a quarter of an agent's hour held marks in the order in which they were swept, each with the state that it led to, and a
 * sign-out that ended its moment was a kind of its own. Now a moment is told once, when it is over: each of its marks has the state that
 * its last one led to, and own events are of one kind. What was told comes to the same.
 */
import { AGENT_ROW, isQuarter } from "../agents/agent-storage.ts";
import { ByteReader } from "../columns/byte-reader.ts";
import { ByteWriter } from "../columns/byte-writer.ts";
import type { Migration } from "./migration.ts";

const TO = 3;
/** By kinds of format 2: gone, restarted, wrapUpEnds, contactEnds, own, rang, wrapUpBegins, contactBegins, ownLast, goneLast. */
const KINDS = [0, 1, 2, 3, 4, 6, 8, 7, 4, 12];
const RESTARTED = 1;
const OWN = 4;
const RANG = 5;
const CONTACT_BEGINS = 7;
const OWN_LAST = 8;

interface Mark {
  readonly kind: number;
  readonly code: number;
  readonly from: number;
  readonly to: number;
}

export const signsHavePlaces: Migration = {
  kind: AGENT_ROW,
  from: 2,
  to: TO,
  concerns: isQuarter,
  step: (row) => {
    const reader = new ByteReader().open(row, 1, row.length);
    const writer = new ByteWriter();
    writer.byte(TO);
    for (let names = reader.unsigned(); names > 0; names--) reader.passText();
    writer.copy(row, 1, reader.at);
    let since = 0;
    let moment: Mark[] = [];
    const write = (): void => {
      const code = moment.at(-1)!.code;
      for (const { kind, from, to } of moment.toSorted((a, b) => a.kind - b.kind)) {
        writer.unsigned(since);
        writer.byte((kind << 4) | code);
        writer.copy(row, from, to);
        since = 0;
      }
      moment = [];
    };
    while (!reader.isAtEnd) {
      const passed = reader.unsigned();
      if (passed > 0 && moment.length > 0) write();
      since += passed;
      const tag = reader.byte();
      const from = reader.at;
      const kind = tag >> 4;
      if (kind === RANG || kind === CONTACT_BEGINS) reader.unsigned();
      if (kind === RANG || kind === CONTACT_BEGINS || kind === RESTARTED) reader.unsigned();
      if (kind === OWN || kind === OWN_LAST) reader.passText();
      moment.push({ kind: KINDS[kind]!, code: tag & 15, from, to: reader.at });
    }
    if (moment.length > 0) write();
    return writer.taken();
  },
};
