/** The contacts that are listed behind a count are those that a second implementation, which shares no code with the fold, counts there. */
import { type Attribution, queueCell, SITE_CELL, type SiteConfig } from "@floorwalker/domain";
import { type Asked, LISTED_OUTCOMES, type ListedFact, type ListedOutcome } from "@floorwalker/stream";
import fc from "fast-check";
import { expect, test } from "vitest";
import { StoredNumbers } from "../support/src/explain-stored.ts";
import { BEGIN, HOUR, plausible, QUEUES, sites, toldOf } from "../support/src/histories/histories.ts";
import { NOWHERE, Oracle } from "../support/src/oracle/oracle.ts";
import { PureOwner } from "../support/src/pure-owner.ts";
import { seeded, withRepeats } from "../support/src/shuffle.ts";

/** What the oracle counts them as. */
const COUNTED_AS: Readonly<Record<Exclude<ListedOutcome, "waiting" | "missed">, readonly string[]>> = {
  answered: ["answered"],
  abandoned: ["abandoned"],
  short: ["shortAbandoned"],
  flowedOut: ["flowedOut"],
  refused: ["full", "empty", "closed", "diverted"],
  lowScore: ["lowScores"],
  escalated: ["escalated"],
  complained: ["complaints"],
  transferred: ["transferred"],
};
const CHANNELS_HERE = ["call", "chat", "email"] as const;
const PLACES = QUEUES.flatMap((queue) => CHANNELS_HERE.map((channel) => [queue, channel] as const));
const ALL = [...PLACES.map(([queue, channel]) => `${queue} ${channel}`), ...NOWHERE];

const listed = (facts: readonly ListedFact[]): string[] =>
  [...new Set(facts.flatMap(({ contact }) => contact ?? []))].sort();

function counted(
  oracle: Oracle,
  where: readonly string[],
  outcome: ListedOutcome,
  { from, to }: Asked,
  asOf: number,
): string[] {
  if (outcome === "waiting") return oracle.contactsWaiting(where, to);
  return outcome === "missed"
    ? oracle.contactsMissed(where, from, to, Math.min(to, asOf))
    : oracle.contactsCounted(where, COUNTED_AS[outcome], from, to);
}

function differences(
  numbers: StoredNumbers,
  oracle: Oracle,
  spans: readonly Pick<Asked, "from" | "to" | "live">[],
  asOf: number,
): string[] {
  const cells = [
    [SITE_CELL, ALL] as const,
    ...PLACES.map(([queue, channel]) => [queueCell(queue, channel), [`${queue} ${channel}`]] as const),
  ];
  return cells.flatMap(([cell, where]) =>
    spans.flatMap((span) =>
      LISTED_OUTCOMES.flatMap((outcome) => {
        const asked = { cell, ...span };
        const [ours, theirs] = [listed(numbers.list(outcome, asked)), counted(oracle, where, outcome, asked, asOf)];
        return ours.join() === theirs.join()
          ? []
          : [`${cell} ${outcome} ${span.from - BEGIN}: ${ours.join()} listed, ${theirs.join()} counted`];
      }),
    ),
  );
}

test("whoever is listed by what came of him is counted so, and whoever is counted is listed", {
  timeout: 240_000,
}, () => {
  const clock = fc.oneof(fc.constant(40 * 3600), fc.integer({ min: 8 * 3600, max: 11 * 3600 }));
  const attribution = fc.constantFrom<Attribution>("outcome", "offered");
  fc.assert(
    fc.property(plausible, sites, fc.integer(), attribution, clock, (told, site: SiteConfig, chance, by, seconds) => {
      const events = toldOf(site, told);
      const asOf = BEGIN + seconds * 1000;
      const read = events.filter(({ time }) => time < asOf);
      if (read.length === 0) return;
      const owner = new PureOwner({ sites: [site], attribution: by, graceMs: 60_000 });
      owner.feed(withRepeats(read, 1 / 4, seeded(chance)), { batch: 7 }).tick(asOf);
      const numbers = new StoredNumbers(owner, site, by);
      const oracle = new Oracle({ events: read, site, attribution: by, asOf });
      const spans = [
        { from: BEGIN - 24 * HOUR, to: asOf + 1, live: true },
        { from: BEGIN, to: BEGIN + HOUR, live: false },
        { from: BEGIN + HOUR, to: BEGIN + 2 * HOUR, live: false },
      ];
      expect(differences(numbers, oracle, spans, asOf)).toEqual([]);
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 60), endOnFailure: true },
  );
});
