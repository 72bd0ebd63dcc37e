/**
 * A release that counts something more, in the middle of its list, and one that counts something less, go on with a state that
 * this program stored: with what rests in it, and with late events that take back what this program had added.
 */
import { fileURLToPath } from "node:url";
import { C, COUNTERS } from "@floorwalker/domain";
import { afterEach, describe, expect, test, vi } from "vitest";
import { PureOwner } from "../support/src/pure-owner.ts";
import { T0, tell } from "../support/src/tell.ts";

const COUNTERS_FILE = fileURLToPath(new URL("../../packages/pure/domain/src/counters.ts", import.meta.url));
const END = T0 + 900_000;

const CALLS = Array.from({ length: 6 }, (_, call) => {
  const about = { contact: `c${call}` };
  const agent = { ...about, agent: `a${call % 2}` };
  return [
    tell(10 * call, "contact.queued", about),
    tell(10 * call + 7 * call, "contact.answered", agent),
    tell(10 * call + 60, "contact.ended", agent),
    tell(10 * call + 90, "survey.answered", { ...agent, data: { score: 1 + (call % 5), scale: "1-5" } }),
  ];
}).flat();
/** It comes when the contact is closed: the first call waited longer, and was lost to the customer's patience. */
const LATE = [
  tell(3, "contact.abandoned", { contact: "c5", id: "late-1" }),
  tell(95, "survey.answered", { contact: "c1", id: "late-2", data: { score: 5, scale: "1-5", survey: "second" } }),
];

/** The program of another release: the same, but for its list of counters. */
async function releaseWith(counters: readonly string[]): Promise<typeof PureOwner> {
  vi.resetModules();
  vi.doMock(COUNTERS_FILE, () => ({
    COUNTERS: counters,
    COUNTER_COUNT: counters.length,
    // What was left out is counted nowhere that matters here.
    C: Object.fromEntries(COUNTERS.map((name) => [name, counters.indexOf(name)])),
    newCounters: () => new Array<number>(counters.length).fill(0),
    FINISHED_WAIT: counters.length,
    ANSWERED_WAIT: counters.length + 1,
  }));
  const { PureOwner: OfRelease } = await import("../support/src/pure-owner.ts");
  return OfRelease;
}

function goOn(OfRelease: typeof PureOwner, state: PureOwner): PureOwner {
  const owner = new OfRelease();
  for (const [key, value] of state.rows) owner.rows.set(key, value);
  for (const [name, records] of state.records) owner.records.set(name, new Map(records));
  return owner.crash();
}

/** The dictionary of the site. */
const namesOf = ({ rows }: PureOwner): string =>
  [...rows]
    .flatMap(([key, value]) => (key.includes("\u001ed\u001e") ? [Buffer.from(value).toString("latin1")] : []))
    .join();

afterEach(() => {
  vi.doUnmock(COUNTERS_FILE);
  vi.resetModules();
});

describe("a state that this program stored", () => {
  const stored = (): PureOwner => new PureOwner().feed(CALLS, { batch: 5 }).tick(END);
  const grown = COUNTERS.toSpliced(C.answered, 0, "whistled" as (typeof COUNTERS)[number]);

  test("says the same to a release with a counter more, put before all that matter", async () => {
    const before = stored();
    const OfRelease = await releaseWith(grown);
    const after = goOn(OfRelease, before).tick(END);
    expect(after.report("15m", END)).toEqual(before.report("15m", END));
    expect(after.report("15m", END).total.site.kpis.csat).toBe(2 / 6);
  });

  test("takes late events under it as it would have here, and says the same again to this program", async () => {
    const before = stored();
    const here = goOn(PureOwner, before).feed(LATE).tick(END);
    const OfRelease = await releaseWith(grown);
    const there = goOn(OfRelease, before).feed(LATE).tick(END);
    expect(there.report("15m", END)).toEqual(here.report("15m", END));
    expect(namesOf(there)).toContain("whistled");
    expect(namesOf(here)).not.toContain("whistled");
    expect(goOn(PureOwner, there).tick(END).report("15m", END)).toEqual(here.report("15m", END));
  });
});
