import { describe, expect, test } from "vitest";
import {
  agentCell,
  C,
  type CellKey,
  type CounterName,
  type Interval,
  KPIS,
  kpisOfCell,
  newCounters,
  queueCell,
  restatementsOf,
  SITE_CELL,
  WaitSketch,
} from "../../src/index.ts";

function told(counts: Partial<Record<CounterName, number>>, changes: Partial<Interval> = {}): Interval {
  const counters = newCounters();
  for (const [name, amount] of Object.entries(counts)) counters[C[name as CounterName]] = amount;
  return {
    site: "krakow",
    zone: "UTC",
    cell: queueCell("sales", "call"),
    length: "15m",
    from: 0,
    to: 900_000,
    version: { epoch: 1, sequence: 1 },
    restated: 0,
    restatedBy: 0,
    formula: "abandons-count",
    policies: [],
    counters,
    waits: new WaitSketch(),
    longestWait: null,
    atEnd: { waiting: 0, waitingPastThreshold: 0, agents: null },
    ...changes,
  };
}

describe("a newer version of a closed interval", () => {
  const before = told({ offered: 4, answered: 4, answeredInThreshold: 2 });

  test("restates the KPIs that come out otherwise, with both values, and no other", () => {
    const after = told({ offered: 4, answered: 4, answeredInThreshold: 3 }, { restated: 1, restatedBy: 2 });
    const restated = restatementsOf(before, after);
    expect(restated).toContainEqual({ kpi: "serviceLevel", before: 0.5, after: 0.75, events: 2 });
    expect(restated.map(({ kpi }) => kpi)).not.toContain("offered");
    expect(restatementsOf(after, { ...after, restated: 2 })).toEqual([]);
  });

  test("says by how many events: those since it was told before, though tellings in between were missed", () => {
    const once = told({ offered: 5 }, { restated: 1, restatedBy: 2 });
    const later = told({ offered: 9 }, { restated: 4, restatedBy: 9 });
    const events = (one: Interval | null, other: Interval) =>
      new Set(restatementsOf(one, other).map((each) => each.events));
    expect(events(once, later)).toEqual(new Set([7]));
    // By time alone; by an owner that did not count; counted anew, from the log.
    expect(events(once, told({ offered: 6 }, { restated: 2, restatedBy: 2 }))).toEqual(new Set([0]));
    expect(events(once, told({ offered: 6 }, { restated: 2, restatedBy: null }))).toEqual(new Set([null]));
    expect(events(told({ offered: 5 }, { restated: 1, restatedBy: null }), later)).toEqual(new Set([9]));
    expect(events(later, told({ offered: 6 }, { restated: 1, restatedBy: 3 }))).toEqual(new Set([3]));
  });

  test("restates nothing when it was not told so: what came within two minutes of the end was never shown", () => {
    expect(restatementsOf(before, told({ offered: 9 }))).toEqual([]);
  });

  test("restates undefined as undefined: the first call of a quiet quarter had no service level before", () => {
    const restated = restatementsOf(null, told({ offered: 1, answered: 1 }, { restated: 1, restatedBy: 1 }));
    expect(restated).toContainEqual({ kpi: "offered", before: 0, after: 1, events: 1 });
    expect(restated).toContainEqual({ kpi: "serviceLevel", before: null, after: 0, events: 1 });
    expect(restatementsOf(null, told({ offered: 1 }, { restated: 2 }))).toEqual([]);
  });

  test("is judged by the formula that it was told under: an edit of the formula restates the level", () => {
    const counts = { offered: 4, answered: 3, answeredInThreshold: 3, abandoned: 1 };
    const restated = restatementsOf(
      told(counts),
      told(counts, { formula: "answered-only", restated: 1, restatedBy: 1 }),
    );
    expect(restated).toContainEqual({ kpi: "serviceLevel", before: 0.75, after: 1, events: 1 });
  });
});

test("history tells of a cell what can be told of it, and no time that runs until now", () => {
  const ids = (cell: CellKey) => kpisOfCell(cell === SITE_CELL ? "site" : "agent").map(({ id }) => id);
  expect(ids(SITE_CELL)).toContain("occupancy");
  expect(ids(SITE_CELL)).not.toContain("longestWaitNow");
  expect(ids(agentCell("a42"))).not.toContain("offered");
  expect(KPIS.filter(({ since }) => since !== undefined).map(({ id }) => id)).toEqual(["longestWaitNow"]);
});
