/** Calls whose id changes on their way: a real Asterisk's, any number of them in any order of arrival, and long after they have left memory. */
import { readFileSync } from "node:fs";
import { type CanonicalEvent, unconfiguredSite } from "@floorwalker/domain";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { differences } from "../support/src/compare-with-oracle.ts";
import { callsThatChange } from "../support/src/histories/changing-calls.ts";
import { PureOwner } from "../support/src/pure-owner.ts";
import { readQueueLog } from "../support/src/read-queue-log.ts";
import { referenceData } from "../support/src/reference-data.ts";
import { seeded, withRepeats } from "../support/src/shuffle.ts";
import { T0, tell } from "../support/src/tell.ts";

const SITE = unconfiguredSite("here");
const HOUR = 3600_000;
const DAY = 86_400;

const folder = referenceData("asterisk", "real");
const why = folder === null ? " (skipped: FLOORWALKER_REFERENCE_DATA is not set)" : "";

test.skipIf(folder === null)(`queues end as a real Asterisk said: four talks over, one goes on${why}`, () => {
  const events = readQueueLog(readFileSync(`${folder}/changed-id.queue_log`));
  const asOf = Math.max(...events.map(({ time }) => time)) + 1;
  for (let chance = 0; chance < 20; chance++) {
    const arriving = chance === 0 ? events : withRepeats(events, 1 / 3, seeded(chance));
    const owner = new PureOwner({ sites: [SITE] });
    owner.feed(arriving, { batch: 1 + (chance % 5), crashAfter: (commit) => commit % 3 === chance % 3 }).tick(asOf);
    const report = owner.report("1h", asOf);
    const counters = (queue: string) => report.total.queues[queue]!.call!.counters as Record<string, number>;
    const completed = ["sales", "billing", "support"].map((queue) => [queue, counters(queue).handled]);
    expect(completed).toEqual([
      ["sales", 2],
      ["billing", 1],
      ["support", 1],
    ]);
    expect(counters("support").answered).toBe(2);
    expect(report.total.site.kpis.agentsOnContact).toBe(1);
    expect(report.total.site.counters).toMatchObject({ contacts: 5, offered: 5, waiting: 0 });
    expect(differences(report, { events, site: SITE, attribution: "outcome", asOf })).toEqual([]);
  }
});

test("any order, any cut into batches, repetitions and a restart at any commit give the numbers and bytes of reading them once", {
  timeout: 120_000,
}, () => {
  let changed = 0;
  fc.assert(
    fc.property(
      callsThatChange,
      fc.boolean(),
      fc.integer(),
      fc.integer({ min: 1, max: 9 }),
      (events, oneCallPerAgent, chance, batch) => {
        const site = { ...SITE, oneCallPerAgent };
        const asOf = Math.max(T0, ...events.map(({ time }) => time)) + 1;
        // An end under another id is found again as long as its call is in memory.
        const options = { sites: [site], graceMs: 24 * HOUR };
        const random = seeded(chance);
        const once = new PureOwner(options).feed(events).tick(asOf);
        const other = new PureOwner(options);
        other.feed(withRepeats(events, 1 / 3, random), { batch, crashAfter: () => random() < 0.3 }).tick(asOf);
        const report = once.report("1h", asOf);
        expect(other.report("1h", asOf)).toEqual(report);
        expect(other.bytes()).toBe(once.bytes());
        expect(differences(report, { events, site, attribution: "outcome", asOf })).toEqual([]);
        const ids = new Set(events.map(({ contact }) => contact)).size;
        const contacts = (report.total.site.counters as Record<string, number>).contacts!;
        if (ids > contacts) changed++;
      },
    ),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 150), endOnFailure: true },
  );
  expect(changed).toBeGreaterThan(20);
});

test("a call of several ids goes by the one that was told of first, also where that was heard of last", () => {
  const [queued, answered] = [tell(0, "contact.queued"), tell(3, "contact.answered", { agent: "ann" })];
  const again = { ...tell(5, "contact.answered", { agent: "ann" }), id: "again" };
  const other = { contact: "c2" };
  const handedOn = [
    tell(4, "contact.queued", other),
    tell(5, "contact.transferred", { ...other, agent: "ann", data: { kind: "attended", talkMs: 1000 } }),
  ];
  const inOrder = new PureOwner({ sites: [SITE] }).feed([queued, answered, ...handedOn, again]).tick(T0 + 9_000);
  const late = new PureOwner({ sites: [SITE] })
    .feed([...handedOn, again, queued, answered], { batch: 1 })
    .tick(T0 + 9_000);
  expect(late.report("1h", T0 + 9_000)).toEqual(inOrder.report("1h", T0 + 9_000));
  expect(late.bytes()).toBe(inOrder.bytes());
});

const CHANGED: readonly CanonicalEvent[] = [
  tell(0, "contact.queued"),
  tell(9, "contact.answered", { agent: "ann", data: { waitMs: 9000 } }),
  tell(100, "contact.queued", { contact: "c2", queue: "bills" }),
  tell(101, "contact.transferred", { contact: "c2", agent: "ann", data: { kind: "attended" } }),
  tell(108, "contact.answered", { queue: "bills", agent: "bob", data: { waitMs: 8000 } }),
  tell(208, "contact.ended", { contact: "c3", queue: "bills", agent: "bob", data: { waitMs: 8000, talkMs: 100_000 } }),
];

describe.each([
  ["by one process", false],
  ["across restarts", true],
] as const)("a call that went by three ids and is over, %s", (_name, restarts) => {
  /** It has left memory, and other calls came until the given day. */
  function daysLater(days: number): PureOwner {
    const horizonMs = { call: DAY * 1000, chat: DAY * 1000, email: DAY * 1000 };
    const owner = new PureOwner({ horizonMs });
    for (const event of CHANGED) owner.commit([event]);
    for (let day = 1; day <= days; day++) {
      owner.commit([tell(day * DAY, "contact.abandoned", { contact: `f${day}` })]);
      if (restarts) owner.crash();
    }
    return owner;
  }

  test.each(["c1", "c2", "c3"])("is found by %s: its survey counts for its last queue and agent", (contact) => {
    const owner = daysLater(3);
    expect(owner.site().contacts.has("call", "c1")).toBe(false);
    const second = 3 * DAY + 60;
    owner.commit([tell(second, "survey.answered", { contact, queue: null, data: { score: 5 } })]);
    expect(owner.outcomes).toMatchObject({ unattributed: 0, accepted: CHANGED.length + 4 });
    const { queues, site } = owner.report("day", T0 + second * 1000 + 1).total;
    expect(queues.bills!.call!.kpis).toMatchObject({ csatCount: 1, averageTalkTime: 100 });
    expect(site.counters).toMatchObject({ contacts: 4, offered: 5 });
    owner.commit([tell(second + 2 * DAY, "contact.abandoned", { contact: "later" })]);
    expect(recordsOf(owner)).toEqual(["c1 3", "c2 3", "c3 3"]);
  });

  test("is forgotten with all its ids after a month", () => {
    const owner = daysLater(33);
    expect(recordsOf(owner)).toEqual([]);
    owner.commit([tell(33 * DAY + 60, "survey.answered", { contact: "c2", queue: null, data: { score: 5 } })]);
    expect(owner.outcomes).toMatchObject({ unattributed: 1 });
  });

  /** Of its ids, with the day they lie in. */
  const recordsOf = (owner: PureOwner): string[] =>
    [...owner.records]
      .flatMap(([place, held]) => [...held.keys()].map((key) => [key.split("\u001f")[1]!, place]))
      .filter(([id]) => /^c\d$/.test(id!))
      .map(([id, place]) => `${id} ${Number(place!.split("/")[1]) - Math.floor(T0 / 1000 / DAY)}`)
      .sort();
});

test.each([
  ["by one process", false],
  ["across restarts", true],
])(
  "an answer that is told an hour after the end under another id, which has left memory, finds it: %s",
  (_name, restarts) => {
    const answered = tell(9, "contact.answered", { agent: "ann", data: { waitMs: 9000 } });
    const told = [
      tell(69, "contact.ended", { contact: "c2", agent: "ann", data: { waitMs: 9000, talkMs: 60_000 } }),
      tell(3600, "contact.abandoned", { contact: "c3" }),
      tell(0, "contact.queued"),
      answered,
    ];
    const owner = new PureOwner();
    for (const event of told) {
      expect(owner.site().contacts.has("call", "c2")).toBe(event === told[1]);
      owner.commit([event]);
      if (restarts) owner.crash();
    }
    const fresh = new PureOwner().feed(told.toSorted((a, b) => a.time - b.time)).tick(T0 + HOUR);
    const [last, lastOfFresh] = [owner, fresh].map((each) => each.tick(T0 + 2 * HOUR));
    expect(last!.report("1h", T0 + HOUR)).toEqual(lastOfFresh!.report("1h", T0 + HOUR));
    expect(last!.bytes()).toBe(lastOfFresh!.bytes());
    expect(last!.report("1h", T0 + HOUR).total.queues.sales!.call!.counters).toMatchObject({ contacts: 1, handled: 1 });
  },
);

describe("a transfer that names a queue and an agent its call never had", () => {
  const [queued, answered, , transferred] = CHANGED as [CanonicalEvent, ...CanonicalEvent[]];

  test("is attributed where the agent has one call open there, although all of it came in one batch", () => {
    const owner = new PureOwner().commit([queued, answered!, transferred!]);
    expect(owner.outcomes).toMatchObject({ accepted: 3, unattributed: 0 });
  });

  test("is unattributed where he has none, or two", () => {
    const none = new PureOwner().commit([queued, transferred!]);
    expect(none.outcomes).toMatchObject({ unattributed: 1 });
    const another = [queued, answered!].map((event) => ({ ...event, id: `${event.id}b`, contact: "c9" }));
    const two = new PureOwner().commit([queued, answered!, ...another, transferred!]);
    expect(two.outcomes).toMatchObject({ unattributed: 1 });
  });

  test("is attributed when the answer comes after it", () => {
    const owner = new PureOwner().commit([queued, transferred!]).commit([answered!]);
    const { kpis, counters } = owner.report("1h", T0 + HOUR).total.queues.sales!.call!;
    expect([kpis.transferred, kpis.averageTalkTime, counters.offered]).toEqual([1, 92, 1]);
  });
});
