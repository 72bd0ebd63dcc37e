import { C, type Interval, newCounters, type SiteConfig, tagCell, unconfiguredSite } from "@floorwalker/domain";
import { sampleInterval } from "@floorwalker/ports/contract";
import { emptyConfiguration } from "@floorwalker/runtime";
import { afterEach, expect, test } from "vitest";
import { type RunningGateway, runGateway, until } from "./running-gateway.ts";
import { rowsOf, type ToldCall } from "./told-calls.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** A Wednesday, 12:05 UTC. */
const MIDNIGHT = Date.UTC(2026, 10, 25);
const NOW = MIDNIGHT + 12 * HOUR + 300_000;

const SITE: SiteConfig = {
  ...unconfiguredSite("here"),
  reasons: [
    { reason: "invoice", title: "Invoice" },
    { reason: "delivery", title: "Where is my order" },
  ],
};

const calls = (about: string, count: number): ToldCall[] =>
  Array.from({ length: count }, (_, index) => ({ queuedAt: NOW - (index + 5) * 60_000, waitSeconds: 9, about }));

/** Of a quarter that many weeks ago. */
function weekAgo(weeks: number, hour: number, reason: string, contacts: number): Interval {
  const counters = newCounters();
  counters[C.contacts] = contacts;
  const from = MIDNIGHT - weeks * 7 * DAY + hour * HOUR;
  return sampleInterval({
    site: "here",
    zone: "UTC",
    cell: tagCell("reason", reason),
    from,
    to: from + HOUR / 4,
    counters,
  });
}

let running: RunningGateway;
afterEach(() => running.stop());

async function started(changes: Parameters<typeof runGateway>[0] = {}): Promise<() => Promise<Response>> {
  running = await runGateway({
    clock: () => NOW,
    config: () => ({ ...emptyConfiguration(), sites: new Map([["here", SITE]]) }),
    ...changes,
  });
  await running.commit(0, rowsOf(SITE, [...calls("invoice", 20), ...calls("delivery", 60), ...calls("cat", 20)], NOW));
  const rows = async () => (await (await running.get("v1/views/reasons?site=here")).json()) as { rows?: object[] };
  await until(async () => (await rows()).rows?.length === 3, "the rows are followed");
  return () => running.get("v1/reasons?site=here");
}

test("what contacts are about today stands beside the same weekdays up to the same time, what rose most first", async () => {
  const history: Interval[] = [];
  for (const week of [1, 2, 3, 4])
    history.push(
      weekAgo(week, 9, "invoice", 30),
      weekAgo(week, 11, "delivery", 10),
      // Later than now, on another weekday, and older than four weeks: none of it is usual.
      weekAgo(week, 14, "delivery", 500),
      weekAgo(week + 1 / 7, 9, "delivery", 500),
      weekAgo(week + 4, 9, "delivery", 500),
    );
  const read = await started();
  await running.embedded.history.put(history, NOW);
  expect(await (await read()).json()).toEqual({
    site: "here",
    zone: "UTC",
    current: true,
    serverTime: NOW,
    history: "read",
    minimumSample: 30,
    reasons: [
      {
        reason: "delivery",
        title: "Where is my order",
        contacts: 60,
        share: 0.6,
        usualShare: 0.25,
        change: expect.closeTo(0.35, 9),
      },
      { reason: "other", title: "other", contacts: 20, share: 0.2, usualShare: 0, change: 0.2 },
      {
        reason: "invoice",
        title: "Invoice",
        contacts: 20,
        share: 0.2,
        usualShare: 0.75,
        change: expect.closeTo(-0.55, 9),
      },
    ],
  });
});

test("without a history nothing is said of what is usual, and a history that fails is asked again", async () => {
  let fails = true;
  const read = await started({ history: null });
  expect(await (await read()).json()).toMatchObject({
    history: "none",
    reasons: [
      { reason: "delivery", title: "Where is my order", contacts: 60, share: 0.6, usualShare: null, change: null },
      { reason: "invoice", contacts: 20 },
      { reason: "other", title: "other", contacts: 20 },
    ],
  });
  await running.stop();
  const failing = await started({
    history: {
      ...running.embedded.history,
      async *read() {
        if (fails) throw new Error("gone");
        yield [1, 2, 3, 4].map((week) => weekAgo(week, 9, "delivery", 100));
      },
      kept: async () => ({ from: 0, to: NOW }),
    } as never,
  });
  expect(await (await failing()).json()).toMatchObject({ history: "unreachable" });
  fails = false;
  expect(await (await failing()).json()).toMatchObject({ history: "read", reasons: [{ reason: "invoice" }, {}, {}] });
});

test("a request that names no site is about the only one there is; one that is not known is refused", async () => {
  await started();
  const named = await (await running.get("v1/reasons")).json();
  expect(named).toMatchObject({ site: expect.any(String), reasons: expect.any(Array) });
  const answer = await running.get("v1/reasons?site=nope");
  expect([answer.status, await answer.json()]).toMatchObject([404, { code: "unknown_site" }]);
});
