/** What judged calls is not edited in place: an edit without a date is refused, whenever the owner looks at the configuration anew (rule 30). */
import {
  Calendar,
  DEFAULT_POLICY,
  type Goal,
  type OpenRange,
  type QueueConfig,
  type SiteConfig,
  type SpecialDay,
  unconfiguredSite,
} from "@floorwalker/domain";
import { expect, test } from "vitest";
import { PureOwner } from "../support/src/pure-owner.ts";
import { salesQueue } from "../support/src/sales-queue.ts";
import { T0, tell } from "../support/src/tell.ts";

const sales = salesQueue("call", { policy: "abandons-count" });
const ANN = { agent: "ann", name: "Ann", team: "north" };
const LATER = T0 + 300_000;

const here = (queue: Partial<QueueConfig> | null = {}, site: Partial<SiteConfig> = {}): SiteConfig => ({
  ...unconfiguredSite("here"),
  agents: [ANN],
  ...site,
  queues: queue === null ? [] : [{ ...sales, ...queue }],
});

/** A call is answered after 10 s. */
const call = (contact: string, queued: number) => [
  tell(queued, "contact.queued", { contact }),
  tell(queued + 10, "contact.answered", { contact, agent: "ann" }),
];

/** It has judged up to a minute past nine. */
const owner = (site = here()): PureOwner =>
  new PureOwner({ sites: [site], withViews: true }).commit(call("c1", 0), T0 + 60_000);

/** What another process makes of the same store, with another configuration. */
function restarted(before: PureOwner, site: SiteConfig): PureOwner {
  const after = new PureOwner({ sites: [site], withViews: true });
  for (const [key, value] of before.rows) after.rows.set(key, value);
  for (const [bucket, records] of before.records) after.records.set(bucket, records);
  return after.crash();
}

const refused = ({ state }: PureOwner): unknown[] =>
  state.site("here").refusedEdits.map(({ of, because, from }) => [of[0], because, from]);

const inTime = (each: PureOwner): unknown =>
  each.report("1h", T0 + 3_600_000).total.queues.sales!.call!.counters.answeredInThreshold;

test("nobody has judged by it yet: a first configuration may say anything, of any date", () => {
  expect(refused(restarted(new PureOwner({}), here({ changes: [{ from: T0 - 1, thresholdMs: 5_000 }] })))).toEqual([]);
});

test("an edit of threshold, limit, formula, target or team without a date is refused, after every restart, and the one before stays in force", () => {
  for (const [of, site] of [
    ["queue", here({ thresholdMs: 5_000 })],
    ["queue", here({ shortAbandonMs: 0 })],
    ["queue", here({ policy: "answered-only" })],
    ["queue", here({ target: 0.9 })],
    ["team", here({}, { agents: [{ ...ANN, team: "south" }] })],
    ["site", here({}, { policy: "answered-only" })],
    ["site", here({}, { attribution: "offered" })],
    ["site", here({}, { lowScore: 3 })],
    ["site", here({}, { firstContactMs: 3_600_000 })],
  ] as const) {
    let after = restarted(owner(), site);
    after.commit(call("c2", 100), T0 + 200_000);
    for (let restarts = 0; restarts < 2; restarts++) {
      expect(refused(after)).toEqual([[of, "edited_in_place", null]]);
      expect(inTime(after)).toBe(2);
      after = restarted(after, site);
    }
    expect(refused(restarted(after, here()))).toEqual([]);
  }
});

test("the same with a date that is still to come counts from then on, and moves no number before", () => {
  const changed = here({ changes: [{ from: LATER, thresholdMs: 5_000, target: 0.9 }] });
  const after = restarted(owner(), changed);
  const before = owner().report("1h", T0 + 3_600_000);
  expect(refused(after)).toEqual([]);
  expect(after.tick(T0 + 61_000).report("1h", T0 + 3_600_000).total.queues.sales!.call!.kpis).toEqual(
    before.total.queues.sales!.call!.kpis,
  );
  after.commit([...call("c2", 290), ...call("c3", 300)], T0 + 400_000);
  expect(inTime(after)).toBe(2);
});

test("a new change whose time has passed is refused: some were judged without it", () => {
  const after = restarted(owner(), here({ changes: [{ from: T0 + 30_000, thresholdMs: 5_000 }] }));
  expect(refused(after)).toEqual([["queue", "begins_in_the_past", T0 + 30_000]]);
  expect(inTime(after)).toBe(1);
});

test("a change may be edited or taken away until it comes into force, and neither after that", () => {
  const changes = [{ from: LATER, thresholdMs: 15_000 }];
  const edited = { from: LATER, thresholdMs: 5_000 };
  const early = owner(here({ changes }));
  for (const site of [here({ changes: [edited] }), here()]) expect(refused(restarted(early, site))).toEqual([]);
  const late = early.tick(LATER + 1);
  expect(refused(restarted(late, here({ changes: [edited] })))).toEqual([["queue", "edited_in_place", LATER]]);
  expect(refused(restarted(late, here()))).toEqual([["queue", "change_missing", LATER]]);
});

test("a queue that is no longer listed goes on being judged by what was in force, and comes back by it", () => {
  const strict = here({ thresholdMs: 5_000 });
  const gone = restarted(owner(strict), here(null)).commit(call("c2", 100), T0 + 200_000);
  expect(refused(gone)).toEqual([]);
  expect(inTime(gone)).toBe(0);
  expect(refused(restarted(gone, here()))).toEqual([["queue", "edited_in_place", null]]);
  expect(refused(restarted(gone, strict))).toEqual([]);
});

test("the target of a goal is not edited in place either, and the row that tells goals has the one in force", () => {
  const csat: Goal = { kpi: "csat", scope: { kind: "team", team: "north" }, better: "higher", value: 0.8, changes: [] };
  const having = (...goals: Goal[]): SiteConfig => here({}, { goals });
  const shown = (each: PureOwner): unknown =>
    (JSON.parse((JSON.parse(each.tick(LATER).views.get("goals:here")!) as { goals: string }).goals) as Goal[]).map(
      ({ kpi, scope, value, changes }) => [kpi, scope, value, changes],
    );
  const inForce = [["csat", { kind: "team", team: "north" }, 0.8, []]];
  const before = owner(having(csat));
  expect(shown(before)).toEqual(inForce);
  for (const edited of [
    { ...csat, value: 0.7 },
    { ...csat, better: "lower" as const },
  ]) {
    const after = restarted(before, having(edited));
    expect(refused(after)).toEqual([["goal", "edited_in_place", null]]);
    expect(shown(after)).toEqual(inForce);
  }
  expect(shown(restarted(before, here()))).toEqual(inForce);
  const change = { from: LATER + 1, value: null };
  const nps: Goal = { kpi: "nps", scope: { kind: "site" }, better: "higher", value: 10, changes: [] };
  const after = restarted(before, having({ ...csat, changes: [change] }, nps));
  expect(refused(after)).toEqual([]);
  expect(shown(after)).toEqual([
    [...inForce[0]!.slice(0, 3), [change]],
    ["nps", { kind: "site" }, 10, []],
  ]);
  const late = after.tick(LATER + 2);
  expect(refused(restarted(late, having(csat, nps)))).toEqual([["goal", "change_missing", LATER + 1]]);
});

test("titles, silences, sources, rules and new queues and agents have no date", () => {
  const site = here({ title: "Shop", lostAfterMs: 1_000 }, { agents: [ANN, { ...ANN, agent: "bob" }], name: "Here" });
  const support = { ...sales, queue: "support" };
  expect(refused(restarted(owner(), { ...site, queues: [...site.queues, support] }))).toEqual([]);
});

test("weekly hours that a mail queue runs in are not edited in place, nor taken away; their exceptions have dates of their own", () => {
  const MORNING = [{ from: 0, to: 720 }];
  const office = (weekly: readonly OpenRange[], closed: number | null = null): Calendar => {
    const special = (date: number): SpecialDay | null => (date === closed ? { name: "closed", ranges: [] } : null);
    return new Calendar({ id: "office", zone: "UTC", weekly: Array.from({ length: 7 }, () => weekly), special });
  };
  const mails = (calendar: Calendar | null): SiteConfig =>
    here({ ...DEFAULT_POLICY.email, channel: "email", ...(calendar === null ? {} : { calendar }) });
  const mail = { queue: "sales", channel: "email" as const };
  const before = new PureOwner({ sites: [mails(office(MORNING))], withViews: true }).commit(
    [tell(0, "contact.queued", { contact: "m1", ...mail })],
    T0 + 60_000,
  );
  // Queued at nine, answered at one: three hours until noon, and the afternoon is nobody's.
  const answered = tell(4 * 3_600, "contact.message", {
    contact: "m1",
    ...mail,
    agent: "ann",
    data: { from: "agent" },
  });
  for (const [site, because] of [
    [mails(office([{ from: 0, to: 1_440 }])), "calendar"],
    [mails(null), "queue"],
  ] as const) {
    const after = restarted(before, site);
    expect(refused(after)).toEqual([[because, "edited_in_place", null]]);
    after.commit([answered], T0 + 5 * 3_600_000);
    expect(after.report("day", T0 + 5 * 3_600_000).total.queues.sales!.email!.kpis.averageSpeedOfAnswer).toBe(
      3 * 3_600,
    );
  }
  expect(refused(restarted(before, mails(office(MORNING, T0 / 86_400_000 + 7))))).toEqual([]);
});
