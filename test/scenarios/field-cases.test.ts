/**
 * Small inputs from reports of people who run call centres, with what they expect, and cases of the same kind: other verbs,
 * other orders, other channels; read at once, live with ticks and crashes, and shuffled with repetitions. Every other number
 * of the report is the oracle's.
 */
import { unconfiguredSite } from "@floorwalker/domain";
import { describe, expect, test } from "vitest";
import { differences, reported } from "../support/src/compare-with-oracle.ts";
import { PureOwner } from "../support/src/pure-owner.ts";
import { seeded, withRepeats } from "../support/src/shuffle.ts";
import { T0 } from "../support/src/tell.ts";
import { AGENTS } from "./field/agents.ts";
import { CHANGED_IDS } from "./field/changed-ids.ts";
import { ENDS } from "./field/ends.ts";
import { eventsOf, expectedRows, type FieldCase } from "./field/field-case.ts";
import { GAPS } from "./field/gaps.ts";
import { HANDED_ON } from "./field/handed-on.ts";
import { ONE_LINE_CASES } from "./field/one-line.ts";
import { REPORTED } from "./field/reported.ts";
import { SECOND_LIVES } from "./field/second-lives.ts";
import { TRANSFERS } from "./field/transfers.ts";

type Course = (owner: PureOwner, given: FieldCase) => void;

const COURSES: Readonly<Record<string, Course>> = {
  "read at once": (owner, given) => owner.feed(eventsOf(given)),
  "live, with a tick after every event and crashes": (owner, given) => {
    let clock = T0;
    for (const [index, event] of [...eventsOf(given)].sort((a, b) => a.time - b.time).entries()) {
      clock = Math.max(clock, event.time + 500);
      owner.commit([event], clock);
      if (index % 3 === 1) owner.crash();
    }
  },
  "shuffled, and half of it twice": (owner, given) =>
    owner.feed(withRepeats(eventsOf(given), 1 / 2, seeded(5)), { batch: 2 }),
};

describe.each(Object.entries(COURSES))("%s", (_name, course) => {
  test.for([
    ...CHANGED_IDS,
    ...ONE_LINE_CASES,
    ...TRANSFERS,
    ...ENDS,
    ...SECOND_LIVES,
    ...AGENTS,
    ...GAPS,
    ...HANDED_ON,
    ...REPORTED,
  ])("$name", (given) => {
    const site = { ...unconfiguredSite("here"), ...given.site };
    const asOf = T0 + given.until * 1000;
    const owner = new PureOwner({ sites: [site] });
    course(owner, given);
    const report = owner.tick(asOf).report("1h", asOf);
    const places = reported(report).total!;
    const rows = expectedRows(given);
    const actual = rows.map(({ place, measure }) => ({ place, measure, value: places[place]?.[measure] ?? null }));
    expect(actual).toEqual(
      rows.map((row) => ({ ...row, value: row.value === null ? null : expect.closeTo(row.value, 5) })),
    );
    expect(differences(report, { events: eventsOf(given), site, attribution: "outcome", asOf })).toEqual([]);
  });
});
