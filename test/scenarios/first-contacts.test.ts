/**
 * First contact resolution: a customer who comes again about the same takes back that his first contact was enough, days later, wherever
 * that contact is by then; in any order, repeated and over crashes the same.
 */
import {
  agentCell,
  type CanonicalEvent,
  DEFAULT_LIMITS,
  queueCell,
  type SiteConfig,
  unconfiguredSite,
} from "@floorwalker/domain";
import { expect, test } from "vitest";
import { StoredNumbers } from "../support/src/explain-stored.ts";
import { PureOwner, type PureOwnerOptions } from "../support/src/pure-owner.ts";
import { seeded, withRepeats } from "../support/src/shuffle.ts";
import { T0, tell } from "../support/src/tell.ts";

const HOUR = 3_600;
const DAY = 24 * HOUR;
const at = (seconds: number): number => T0 + seconds * 1000;
const SITE: SiteConfig = { ...unconfiguredSite("here"), sources: [{ source: "/acd", silentAfterMs: null }] };
const OF_SALES = queueCell("sales", "call");

interface Call {
  readonly contact: string;
  readonly customer?: string;
  readonly contactReason?: string;
  readonly answered?: boolean;
  readonly callbackOf?: string;
}

/** Two minutes; without an answer given up after one. */
function call(seconds: number, { contact, answered = true, callbackOf, ...said }: Call): CanonicalEvent[] {
  const of = (later: number, type: string, rest: Partial<CanonicalEvent> = {}) =>
    tell(seconds + later, `contact.${type}`, { contact, ...rest });
  const data = callbackOf === undefined ? {} : { callbackOf };
  if (!answered) return [of(0, "queued", { ...said, data }), of(60, "abandoned")];
  return [of(0, "queued", { ...said, data }), of(5, "answered", { agent: "ann" }), of(120, "ended", { agent: "ann" })];
}

const ownerOf = (options: PureOwnerOptions = {}): PureOwner =>
  new PureOwner({ sites: [SITE], graceMs: 60_000, ...options });

/** Of all that was told: so far, and once it is decided. */
function resolution(owner: PureOwner, now: number): readonly (number | null | undefined)[] {
  const { total } = owner.tick(at(now)).report("1h", at(now));
  const { kpis } = total.site;
  return [kpis.firstContactResolution, kpis.firstContactResolutionMature];
}

test("without a word of whose a contact is nothing is said", () => {
  expect(resolution(ownerOf().commit(call(0, { contact: "a" })), HOUR)).toEqual([null, null]);
});

test("the customer who comes again about the same within a week, answered or not, had it not resolved; who comes about something else, or later, had", () => {
  const again = [
    ...call(0, { contact: "a", customer: "eve" }),
    ...call(3 * DAY, { contact: "b", customer: "eve", answered: false }),
  ];
  expect(resolution(ownerOf().feed(again), 4 * DAY)).toEqual([0, null]);
  const other = [
    ...call(0, { contact: "a", customer: "eve", contactReason: "billing" }),
    ...call(3 * DAY, { contact: "b", customer: "eve", contactReason: "delivery" }),
  ];
  expect(resolution(ownerOf().feed(other), 4 * DAY)).toEqual([1, null]);
  const late = [...call(0, { contact: "a", customer: "eve" }), ...call(7 * DAY + 1, { contact: "b", customer: "eve" })];
  expect(resolution(ownerOf().feed(late), 8 * DAY)).toEqual([1, null]);
});

test("it is mature, of a span, when a week has passed since its end, and null until then", () => {
  const owner = ownerOf().feed(call(0, { contact: "a", customer: "eve" }));
  const first = (now: number) => owner.tick(at(now)).report("1h", at(now)).intervals[0]!.site.kpis;
  expect(first(7 * DAY)).toMatchObject({ firstContactResolution: 1, firstContactResolutionMature: null });
  expect(first(7 * DAY + HOUR)).toMatchObject({ firstContactResolution: 1, firstContactResolutionMature: 1 });
});

test("a chain of contacts about the same is one matter: its first one counts, once, the others do not", () => {
  const chain = [0, 3, 9, 15].flatMap((day) => call(day * DAY, { contact: `d${day}`, customer: "eve" }));
  const { counters } = ownerOf()
    .feed(chain)
    .tick(at(16 * DAY))
    .report("1h", at(16 * DAY)).total.site;
  expect(counters.answered).toBe(4);
  expect(resolution(ownerOf().feed(chain), 16 * DAY)).toEqual([0, null]);
});

test("who gave up before he was answered comes a first time all the same; a callback is no further contact, and is the first that is answered", () => {
  const gaveUp = [
    ...call(0, { contact: "a", customer: "eve", answered: false }),
    ...call(HOUR, { contact: "b", customer: "eve" }),
  ];
  expect(resolution(ownerOf().feed(gaveUp), DAY)).toEqual([1, null]);
  const called = [
    ...call(0, { contact: "a", customer: "eve" }),
    ...call(HOUR, { contact: "b", customer: "eve", callbackOf: "a" }),
  ];
  expect(resolution(ownerOf().feed(called), DAY)).toEqual([1, null]);
});

const STORY = [
  ...call(0, { contact: "a", customer: "eve" }),
  ...call(HOUR, { contact: "b", customer: "bob" }),
  ...call(5 * HOUR, { contact: "c", customer: "eve" }),
  ...call(9 * HOUR, { contact: "d", customer: "zoe", contactReason: "billing" }),
  // Only later it is known that this was about the same.
  ...call(12 * HOUR, { contact: "e", customer: "zoe" }),
  tell(13 * HOUR, "survey.answered", { contact: "e", contactReason: "billing", data: { score: 5 } }),
  ...call(14 * HOUR, { contact: "f", customer: "kim", answered: false }),
];

test("in any order, repeated, a batch at a time and over crashes it is the same, also of contacts that have left memory: for queue, agent and what explains it", () => {
  const whole = ownerOf()
    .feed(STORY)
    .tick(at(20 * HOUR));
  for (let seed = 0; seed < 40; seed++) {
    const random = seeded(seed);
    const owner = ownerOf({ graceMs: 1_000 });
    owner.feed(withRepeats(STORY, 1 / 4, random), { batch: 1 + (seed % 5), crashAfter: () => random() < 0.3 });
    owner.tick(at(20 * HOUR));
    const numbers = new StoredNumbers(owner, SITE, "outcome");
    for (const cell of [OF_SALES, agentCell("ann")]) {
      const { value, numerator, denominator } = numbers.explain("firstContactResolution", {
        cell,
        from: T0,
        to: at(20 * HOUR),
        live: true,
      });
      expect([value, numerator.facts.map(({ contact }) => contact), denominator?.count], `${cell} ${seed}`).toEqual([
        1 / 3,
        ["b"],
        3,
      ]);
    }
    if (seed % 5 > 0) continue;
    const [ours, theirs] = [owner, whole].map((each) => each.report("1h", at(20 * HOUR)));
    expect(ours).toEqual(theirs);
  }
});

test("what the customer's second contact took back is added again when that turns out to be another's", () => {
  const owner = ownerOf().feed([
    ...call(0, { contact: "a", customer: "eve" }),
    ...call(HOUR, { contact: "b", customer: "eve" }),
  ]);
  expect(resolution(owner, 2 * HOUR)).toEqual([0, null]);
  owner.commit([tell(3 * HOUR, "survey.answered", { contact: "b", customer: "bob", data: { score: 5 } })]);
  expect(resolution(owner, 4 * HOUR)).toEqual([1, null]);
});

test("what can decide about nothing any more is forgotten, and leaves the numbers as they are", () => {
  const horizonMs = { call: DAY * 1000, chat: DAY * 1000, email: DAY * 1000 };
  const owner = ownerOf({ horizonMs });
  const kept = (): number => [...owner.rows.keys()].filter((key) => key.startsWith("here\u001eu\u001e")).length;
  owner.feed([...call(0, { contact: "a", customer: "eve" }), ...call(2 * HOUR, { contact: "b", customer: "eve" })]);
  expect(kept()).toBe(1);
  owner.commit(call(15 * DAY + 3 * HOUR, { contact: "z", customer: "zoe" }));
  expect(kept()).toBe(1);
  owner.crash().commit(call(16 * DAY, { contact: "y", customer: "eve" }));
  expect(kept()).toBe(2);
  expect(resolution(owner, 16 * DAY + HOUR)).toEqual([2 / 3, null]);
});

test("another time is another policy: each contact is judged by the one in force when it began, and a span over the change names both", () => {
  const site = { ...SITE, changes: [{ from: at(12 * HOUR), firstContactMs: DAY * 1000 }] };
  const story = [
    ...call(0, { contact: "a", customer: "eve" }),
    ...call(13 * HOUR, { contact: "b", customer: "bob" }),
    ...call(2 * DAY, { contact: "c", customer: "eve" }),
    ...call(3 * DAY, { contact: "d", customer: "bob" }),
  ];
  const owner = ownerOf({ sites: [site] }).feed(story);
  // Eve came back within her week, and was first again by the day; Bob came back after his day.
  expect(resolution(owner, 4 * DAY)).toEqual([3 / 4, null]);
  const { total } = owner.report("1h", at(4 * DAY));
  expect(total.site.policies).toEqual(["short-abandons-excluded", "short-abandons-excluded-again1d"]);
  const mature = (from: number, now: number) => {
    const { intervals } = owner.tick(at(now)).report("1h", at(now));
    return intervals.find((each) => each.from === at(from))!.site.kpis.firstContactResolutionMature;
  };
  // Who was answered from noon on may have begun before.
  expect([mature(13 * HOUR, 7 * DAY + 12 * HOUR - 1), mature(2 * DAY, 7 * DAY)]).toEqual([null, null]);
  expect([mature(13 * HOUR, 7 * DAY + 12 * HOUR), mature(2 * DAY, 7 * DAY + 12 * HOUR)]).toEqual([1, 1]);
});

test("where not all contacts could be kept it is unknown, not wrong, also after a restart; of hours before that it stays", () => {
  const owner = ownerOf({ limits: { ...DEFAULT_LIMITS, customerContacts: 2 } }).feed([
    ...call(0, { contact: "a", customer: "eve" }),
    ...call(60, { contact: "b", customer: "bob" }),
    ...call(HOUR, { contact: "c", customer: "zoe" }),
    ...call(HOUR + 60, { contact: "d", customer: "eve" }),
  ]);
  const hours = () => owner.tick(at(DAY)).report("1h", at(DAY)).intervals.slice(0, 2);
  const resolved = () => hours().map(({ site }) => site.kpis.firstContactResolution);
  expect(resolved()).toEqual([1 / 2, null]);
  owner.crash().commit([tell(2 * HOUR, "survey.answered", { contact: "c", data: { score: 5 } })]);
  expect(resolved()).toEqual([1 / 2, null]);
  const { value, numerator } = new StoredNumbers(owner, SITE, "outcome").explain("firstContactResolution", {
    cell: OF_SALES,
    from: at(HOUR),
    to: at(DAY),
    live: true,
  });
  expect([value, numerator.count]).toEqual([null, 0]);
});
