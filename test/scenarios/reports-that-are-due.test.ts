/** The daily report is recorded once, at its time or when the host is back on the same day, after the log has the day. */
import { type ReportPlan, type SiteConfig, unconfiguredSite } from "@floorwalker/domain";
import { readReportNotice } from "@floorwalker/protocol/report";
import { describe, expect, test } from "vitest";
import { PureOwner } from "../support/src/pure-owner.ts";
import { seeded } from "../support/src/shuffle.ts";
import { T0, tell } from "../support/src/tell.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ZONE = "Europe/Warsaw";
/** Of the day after the calls; midnight in Warsaw is an hour before UTC's. */
const MIDNIGHT = T0 - (T0 % DAY) + DAY - HOUR;
const REPORT: ReportPlan = {
  minute: 390,
  length: "30m",
  to: [
    { receiver: "director", scope: { kind: "site" } },
    { receiver: "north", scope: { kind: "team", team: "north" } },
  ],
};
const site = (report: ReportPlan = REPORT): SiteConfig => ({ ...unconfiguredSite("here"), zone: ZONE, report });
const dateOf = (time: number): number => Math.floor((time + HOUR) / DAY);

const owned = (given: SiteConfig = site()): PureOwner => {
  const owner = new PureOwner({ sites: [given], tellsIntervals: true });
  owner.commit([tell(0, "contact.queued", {}), tell(10, "contact.answered", { agent: "a1" })], T0 + HOUR);
  return owner;
};
/** Time passes, and the log takes all that has closed. */
function tick(owner: PureOwner, wall: number): void {
  owner.tick(wall);
  for (let portion = owner.takeIntervals(100, true); portion !== null; portion = owner.takeIntervals(100, true))
    portion.acknowledge();
  owner.tick(wall);
}
const notices = (owner: PureOwner) => owner.outbox.map((text) => readReportNotice(text)!);
const told = (owner: PureOwner) => notices(owner).map(({ receiver, date, at }) => [receiver, date, at]);

test("at half past six of the site's clock there is one for each reader, of the day before, and none again that day", () => {
  const owner = owned();
  tick(owner, MIDNIGHT + 6.5 * HOUR - 1);
  expect(told(owner)).toEqual([]);
  expect(owner.state.nextDue()).toBeLessThanOrEqual(MIDNIGHT + 6.5 * HOUR);
  tick(owner, MIDNIGHT + 6.5 * HOUR);
  const yesterday = dateOf(MIDNIGHT) - 1;
  const at = MIDNIGHT + 6.5 * HOUR;
  expect(told(owner)).toEqual([
    ["director", yesterday, at],
    ["north", yesterday, at],
  ]);
  for (let hour = 7; hour < 30; hour++) tick(owner, MIDNIGHT + hour * HOUR);
  expect(owner.outbox).toHaveLength(2);
  tick(owner, MIDNIGHT + 30.5 * HOUR);
  expect(told(owner).slice(2)).toEqual([
    ["director", yesterday + 1, MIDNIGHT + 30.5 * HOUR],
    ["north", yesterday + 1, MIDNIGHT + 30.5 * HOUR],
  ]);
  expect(new Set(notices(owner).map(({ key }) => key)).size).toBe(4);
});

test("wherever the process dies, each day of each reader is recorded once", () => {
  for (let seed = 0; seed < 40; seed++) {
    const random = seeded(seed);
    const owner = owned();
    for (let step = 0; step < 60; step++) {
      tick(owner, MIDNIGHT + 5 * HOUR + step * HOUR);
      if (random() < 0.4) owner.crash();
    }
    const keys = notices(owner).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toHaveLength(6);
  }
});

describe("a host that was off at its time", () => {
  test("has it recorded when it is back on the same day, once", () => {
    const owner = owned();
    tick(owner, MIDNIGHT + HOUR);
    owner.crash();
    tick(owner, MIDNIGHT + 14 * HOUR);
    tick(owner, MIDNIGHT + 15 * HOUR);
    expect(told(owner).map(([, date]) => date)).toEqual([dateOf(MIDNIGHT) - 1, dateOf(MIDNIGHT) - 1]);
  });

  test("that is back after midnight has lost it: the next is that of its own time", () => {
    const owner = owned();
    tick(owner, MIDNIGHT + HOUR);
    owner.crash();
    tick(owner, MIDNIGHT + 24.5 * HOUR);
    expect(told(owner)).toEqual([]);
    tick(owner, MIDNIGHT + 31 * HOUR);
    expect(told(owner).map(([, date]) => date)).toEqual([dateOf(MIDNIGHT), dateOf(MIDNIGHT)]);
  });
});

test("nothing is due while it catches up, nor before the log has all that closed of the day", () => {
  const owner = owned();
  owner.commit([tell((MIDNIGHT + 8 * HOUR - T0) / 1_000, "contact.queued", { contact: "c9" })]);
  expect(told(owner)).toEqual([]);
  owner.tick(MIDNIGHT + 9 * HOUR);
  expect(told(owner)).toEqual([]);
  const portion = owner.takeIntervals(1, true)!;
  portion.acknowledge();
  owner.tick(MIDNIGHT + 9 * HOUR);
  expect(told(owner)).toEqual([]);
  tick(owner, MIDNIGHT + 9 * HOUR);
  expect(told(owner)).toHaveLength(2);
});

test("a report that is set to a later time of the same day is not told twice, and one that nobody set is not told", () => {
  const owner = owned();
  tick(owner, MIDNIGHT + 7 * HOUR);
  const later = PureOwner.restored({ sites: [site({ ...REPORT, minute: 600 })], tellsIntervals: true }, owner.rows, []);
  tick(later, MIDNIGHT + 11 * HOUR);
  expect(told(later)).toEqual([]);
  const { report: _report, ...without } = site();
  const none = owned(without);
  tick(none, MIDNIGHT + 11 * HOUR);
  expect(told(none)).toEqual([]);
});
