/** One log of a site, read in different ways: what must be the same whoever reads it, whenever. */
import type { CanonicalEvent, Channel } from "@floorwalker/domain";
import { StoredContacts } from "@floorwalker/stream";
import { marksOfRow } from "./agent-row.ts";
import type { PureOwner } from "./pure-owner.ts";

export interface Appended {
  readonly event: CanonicalEvent;
  readonly appendedAt: number;
}

/** In the order of arrival: events come up to `latenessMs` after they happened, some twice; the log's clock stands at no event's time before it. */
export function appended(
  events: readonly CanonicalEvent[],
  latenessMs: number,
  repeated: number,
  random: () => number,
): Appended[] {
  const arriving = events.flatMap((event) =>
    Array.from({ length: random() < repeated ? 2 : 1 }, () => ({
      event,
      appendedAt: event.time + Math.floor(random() ** 4 * latenessMs) + 40,
    })),
  );
  return arriving.sort((a, b) => a.appendedAt - b.appendedAt);
}

/** Rule 17 in plain words: how many records were too late when they came. */
export function lateRecords(log: readonly Appended[], horizonMs: Readonly<Record<Channel, number>>): number {
  return log.filter(({ event, appendedAt }, index) => {
    const newestBefore = Math.max(...log.slice(0, index).map((earlier) => earlier.event.time));
    return event.time < Math.min(appendedAt, newestBefore) - horizonMs[event.channel ?? "call"];
  }).length;
}

const DAY = 86_400_000;
const CLOCK = "\u001ek";
const ALERT = "\u001el\u001e";
const QUALITY = "\u001eq\u001e";
const CONTACT = "\u001ec\u001e";
const WORDS = "\u001ew\u001e";

/**
 * What is stored, but for the clock, for work of an agent that begins and ends at one moment (cut where his hours are settled), for alerts and how good their rules are (what was told was told), and for whether a contact is still a row or a record already (its grace runs by the
 * clock). Contacts too old for any event are left out: their records go at one commit or the next.
 */
export function storedNumbers(
  owner: PureOwner,
  horizonMs: Readonly<Record<Channel, number>>,
): Readonly<Record<string, string>> {
  const { measure } = owner.site().context.log;
  const stored: Record<string, string> = {};
  const words = [...owner.rows].flatMap(([key, value]) =>
    key.includes(WORDS) ? [[Number(key.split("\u001e").at(-1)), value] as const] : [],
  );
  const contacts = new StoredContacts(owner.site().id, words);
  const contact = (id: string, value: Uint8Array): void => {
    const events = contacts.eventsOf(id, [value]);
    const forgotten = Math.floor((measure - horizonMs[id.split("\u001f")[0] as Channel]) / DAY) * DAY;
    if (events.length > 0 && events.at(-1)!.time >= forgotten) stored[`contact ${id}`] = JSON.stringify(events);
  };
  for (const [key, bytes] of owner.rows) {
    const value = textOf(bytes);
    const place = key.indexOf(CONTACT);
    if (place >= 0) contact(key.slice(place + CONTACT.length), bytes);
    else if (key.includes(ALERT) || key.includes(QUALITY)) continue;
    else if (key.endsWith(CLOCK)) stored[key] = JSON.stringify((JSON.parse(value) as unknown[]).slice(1));
    else if (!isAgentQuarter(key)) stored[key] = value;
    else {
      const quarter = withoutNothing(bytes, key);
      if (quarter !== null) stored[key] = quarter;
    }
  }
  for (const held of owner.records.values())
    for (const [key, { value }] of held) contact(key.slice(key.indexOf("\u001e") + 1), value);
  return stored;
}

/** Without its format. */
const textOf = (row: Uint8Array): string => Buffer.from(row).subarray(1).toString();

const isAgentQuarter = (key: string): boolean => {
  const [, kind, , quarter] = key.split("\u001e");
  return kind === "a" && Number.isInteger(Number(quarter));
};

/** Kinds of marks: an end, and the beginnings that make it one of work that took no time; and the other way round. */
const WORK: Readonly<Record<number, readonly number[]>> = { 2: [8], 8: [2], 3: [7, 11], 7: [3], 11: [3] };

/** An agent's quarter of an hour without the marks of work that took no time; null: nothing is left. */
function withoutNothing(row: Uint8Array, key: string): string | null {
  const { marks, names } = marksOfRow(row, Number(key.split("\u001e")[3]));
  const left = marks.filter(
    (mark) => !marks.some((other) => other.time === mark.time && WORK[mark.kind]?.includes(other.kind)),
  );
  return left.length === 0 ? null : JSON.stringify([names, left]);
}
