/** What is found by halving is what one finds who looks at each segment by itself. */
import {
  agePart,
  BACKLOG_PARTS,
  type BacklogBounds,
  Calendar,
  DEFAULT_POLICY,
  duePart,
  inForce,
  NOTHING_SPECIAL,
  policyVersions,
  sitePolicies,
  unconfiguredSite,
} from "@floorwalker/domain";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readBacklog, waited } from "../src/backlog-reading.ts";
import { CellLive } from "../src/cell-live.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A Monday, 8:00 UTC. */
const T0 = Date.UTC(2026, 0, 5, 8);

const OFFICE = new Calendar({
  id: "office",
  zone: "UTC",
  weekly: [1, 2, 3, 4, 5, 6, 7].map((day) => (day > 5 ? [] : [{ from: 540, to: 1_020 }])),
  special: NOTHING_SPECIAL,
});

const bound = fc.integer({ min: 1, max: 600 }).map((minutes) => minutes * MINUTE);
const rising = (count: number) =>
  fc.uniqueArray(bound, { minLength: count, maxLength: count }).map((bounds) => bounds.sort((a, b) => a - b));
const bounds = fc.tuple(rising(3), rising(2)).map(([agesMs, dueMs]) => ({ agesMs, dueMs }) as unknown as BacklogBounds);
const time = fc.integer({ min: 0, max: 4 * 24 * 60 }).map((minutes) => T0 + minutes * MINUTE);

const versionsWith = (from: number, thresholdMs: number, inOffice: boolean) =>
  policyVersions(
    {
      ...DEFAULT_POLICY.email,
      channel: "email",
      target: 0.8,
      policy: null,
      ...(inOffice ? { calendar: OFFICE } : {}),
      changes: [{ from, thresholdMs }],
    },
    sitePolicies(unconfiguredSite("here"), "outcome"),
  );

describe("a backlog that is read of the times since when segments wait", () => {
  test("has each of them in the part of age and in the part of due time in which it is by itself, over a change of the threshold and closing hours", () => {
    fc.assert(
      fc.property(fc.array(time), time, bounds, time, bound, fc.boolean(), (since, now, limits, from, T, inOffice) => {
        const versions = versionsWith(from, T, inOffice);
        const live = new CellLive();
        for (const each of since) live.enter(each);
        const counts = Object.fromEntries(BACKLOG_PARTS.map((part) => [part, 0]));
        for (const each of since) {
          const version = inForce(versions, each);
          const age = waited(version, each, now);
          counts[agePart(age, limits)]!++;
          counts[duePart(age, version.thresholdMs, limits)]!++;
        }
        expect(readBacklog(live, versions, limits, now).backlog).toEqual(counts);
      }),
    );
  });

  test("is another at the moment that it names, and at none before", () => {
    fc.assert(
      fc.property(fc.array(time, { minLength: 1 }), time, bounds, time, bound, fc.boolean(), (since, now, ...rest) => {
        const [limits, from, T, inOffice] = rest;
        const versions = versionsWith(from, T, inOffice);
        const live = new CellLive();
        for (const each of since) live.enter(each);
        const read = (at: number) => readBacklog(live, versions, limits, at);
        const { backlog, nextAt } = read(now);
        if (nextAt === null) {
          expect(read(now + 365 * 24 * HOUR).backlog).toEqual(backlog);
          return;
        }
        expect(nextAt).toBeGreaterThan(now);
        expect(read(nextAt - 1).backlog).toEqual(backlog);
        expect(read(nextAt).backlog).not.toEqual(backlog);
      }),
    );
  });

  test("has nobody who waits in the future in a part of those who wait long", () => {
    const live = new CellLive();
    live.enter(T0 + HOUR);
    const { backlog } = readBacklog(
      live,
      versionsWith(T0, HOUR, false),
      { agesMs: [1, 2, 3], dueMs: [HOUR / 2, 2 * HOUR] },
      T0,
    );
    expect(backlog).toMatchObject({ backlogAge1: 1, backlogDue2: 1, backlogOverdue: 0 });
  });
});
