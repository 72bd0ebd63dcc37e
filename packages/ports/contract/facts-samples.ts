/** Contacts that kept facts are tried with. */
import type { Channel, ContactFacts, Fact } from "@floorwalker/domain";
import { factOfWritten } from "@floorwalker/domain";
import fc from "fast-check";

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
/** Some midnight, UTC. */
export const BEGIN = 20_770 * 24 * HOUR;

export const fact = (changes: Partial<Fact> = {}, contact: string | null = "c-1", channel: Channel = "call"): Fact => ({
  ...factOfWritten({ why: "answered after 7 s, within 20 s" }, contact, channel),
  segment: "1",
  queue: "sales",
  queuedAt: BEGIN,
  waitMs: 7_000,
  talkMs: 60_000,
  outcome: "answered",
  outcomeAt: BEGIN + 7_000,
  agent: "ann",
  agents: ["ann", "bo'b"],
  inTime: true,
  thresholdMs: 20_000,
  policy: "20s-5s-short-abandons-excluded",
  ...changes,
});

export function contactFacts(changes: Partial<ContactFacts> = {}): ContactFacts {
  const { name = "c-1", channel = "call", from = BEGIN, to = from + 3 * MINUTE } = changes;
  const contact = changes.contact === undefined ? name : changes.contact;
  return {
    site: "krakow",
    zone: "Europe/Warsaw",
    channel,
    name,
    contact,
    version: { epoch: 1, sequence: 1 },
    leftAt: to + 2 * MINUTE,
    first: false,
    toldFrom: null,
    from,
    to,
    facts: [fact({ queuedAt: from }, contact, channel)],
    added: [
      {
        fact: 0,
        queue: "sales",
        agent: null,
        team: null,
        reason: "invoice",
        survey: null,
        amounts: [["offered", from, 1]],
      },
      {
        fact: 0,
        queue: "sales",
        agent: "ann",
        team: "nörd",
        reason: null,
        survey: null,
        amounts: [["answered", to, 1]],
      },
      {
        fact: -1,
        queue: null,
        agent: null,
        team: null,
        reason: null,
        survey: null,
        amounts: [["surveyScore", to, -4500]],
      },
    ],
    ...changes,
  };
}

const DURATIONS = [0, MINUTE, 15 * MINUTE, 16 * MINUTE, 5 * HOUR, 80 * HOUR, 900 * HOUR];

/** Few names and versions, so that many meet; one commit tells one thing of a contact. */
export const anyFacts: fc.Arbitrary<ContactFacts> = fc
  .record({
    name: fc.constantFrom("c-1", "C-1", "c'2", "\u001d/survey\u001d7"),
    channel: fc.constantFrom<Channel>("call", "chat"),
    epoch: fc.integer({ min: 1, max: 2 }),
    sequence: fc.nat(3),
  })
  .map(({ name, channel, epoch, sequence }) => {
    const from = BEGIN + ((name.length * 7 + epoch * 5 + sequence * 11) % 6) * HOUR;
    const to = from + DURATIONS[(name.length + epoch + 3 * sequence) % DURATIONS.length]!;
    const contact = name.startsWith("\u001d") ? null : name;
    return contactFacts({ name, contact, channel, from, to, version: { epoch, sequence }, leftAt: to + sequence });
  });
