/** Rule 5 within an agent's timeline: what a source wrote first in a second came first, of calls, agents and restarts alike. */
import type { CanonicalEvent, SiteConfig } from "@floorwalker/domain";
import fc from "fast-check";
import { expect, test } from "vitest";
import { differences } from "../support/src/compare-with-oracle.ts";
import { BEGIN, SECOND } from "../support/src/histories/histories.ts";
import { inOneSecond, shortPresence } from "../support/src/histories/one-second.ts";
import { PureOwner } from "../support/src/pure-owner.ts";
import { seeded, withRepeats } from "../support/src/shuffle.ts";

const RUNS = { numRuns: Number(process.env.PROPERTY_RUNS ?? 150), endOnFailure: true };
const clock = fc.oneof(fc.constant(4 * 3600), fc.nat(3600));

const ownerOf = (site: SiteConfig): PureOwner => new PureOwner({ sites: [site], graceMs: 60_000 });

/** Rows of agents, contacts and sources, by key; alerts say when somebody looked. */
const stored = (owner: PureOwner): Readonly<Record<string, string>> =>
  Object.fromEntries(
    [...owner.rows]
      .filter(([key]) => ["a", "c", "r"].includes(key.split("\u001e")[1]!))
      .map(([key, value]) => [key, Buffer.from(value).toString("latin1")]),
  );

function disagreement(owner: PureOwner, site: SiteConfig, events: readonly CanonicalEvent[], asOf: number): unknown {
  const report = owner.report("1h", asOf);
  return report.from === null ? [] : differences(report, { events, site, attribution: "outcome", asOf });
}

test("every number of seconds in which much happens equals the oracle's, whatever the order of arrival", {
  timeout: 120_000,
}, () => {
  fc.assert(
    fc.property(inOneSecond, shortPresence, fc.integer(), clock, (events, site, chance, seconds) => {
      const asOf = BEGIN + seconds * SECOND + 500;
      const read = events.filter(({ time }) => time < asOf);
      const owner = ownerOf(site).feed(withRepeats(read, 1 / 4, seeded(chance)), { batch: 3 });
      expect(disagreement(owner.tick(asOf), site, read, asOf)).toEqual([]);
    }),
    RUNS,
  );
});

test("and live, event by event, with time passing between them and an owner that dies, the numbers and bytes are those of a replay", {
  timeout: 120_000,
}, () => {
  fc.assert(
    fc.property(inOneSecond, shortPresence, fc.integer(), (events, site, chance) => {
      const end = BEGIN + 4 * 3600 * SECOND;
      const random = seeded(chance);
      const live = ownerOf(site);
      for (const event of events) {
        live.tick(event.time + (random() < 0.3 ? 400 : 0)).commit([event]);
        if (random() < 0.2) live.crash();
      }
      const replayed = ownerOf(site).feed(events);
      expect(disagreement(live.tick(end), site, events, end)).toEqual([]);
      expect(stored(live)).toEqual(stored(replayed.tick(end)));
    }),
    RUNS,
  );
});
