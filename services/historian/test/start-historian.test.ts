import { agentCell, agentQueueCell, C, type ContactFacts, type Interval, queueCell } from "@floorwalker/domain";
import { type Embedded, openEmbedded } from "@floorwalker/embedded";
import {
  FACTS_TOPIC,
  factsKey,
  factsTopic,
  INTERVALS_TOPIC,
  intervalKey,
  intervalsTopic,
  writeFacts,
  writeInterval,
} from "@floorwalker/events";
import type { History, LogMessage } from "@floorwalker/ports";
import { sampleFacts, sampleInterval } from "@floorwalker/ports/contract";
import { createMetrics, type Metrics, silentLogger } from "@floorwalker/runtime";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { HISTORIAN_GROUP, type Historian, startHistorian } from "../src/index.ts";

const DAY_MS = 86_400_000;
/** Of the sample. */
const MIDNIGHT = sampleInterval().from;
const PATIENCE = { timeout: 30_000 };

let embedded: Embedded;
let now: number;
let metrics: Metrics;
const running: Historian[] = [];

beforeEach(async () => {
  now = MIDNIGHT + DAY_MS;
  embedded = openEmbedded(":memory:", () => now);
  await embedded.log.ensureTopics([intervalsTopic(2), factsTopic(2)]);
});

afterEach(async () => {
  for (const historian of running.splice(0)) await historian.stop();
  await embedded.close();
});

async function start(
  history: Pick<History, "put" | "forget" | "forgetAgents" | "facts"> = embedded.history,
  clock: () => number = () => now,
): Promise<Historian> {
  metrics = createMetrics({ processMetrics: false });
  const keepFor = () => ({ "15m": 35 * DAY_MS, day: 400 * DAY_MS, facts: 30 * DAY_MS, agents: 20 * DAY_MS });
  const options = { log: embedded.log, history, keepFor, clock, logger: silentLogger, metrics };
  const historian = await startHistorian(options);
  running.push(historian);
  return historian;
}

const recordOf = (interval: Interval): LogMessage => ({
  key: intervalKey(interval),
  value: Buffer.from(writeInterval(interval)),
});

async function offered(length: "15m" | "day" = "15m"): Promise<readonly number[]> {
  const found: number[] = [];
  const cells = [queueCell("sales", "call")];
  for await (const chunk of embedded.history.read({ site: "krakow", length, of: { cells }, from: 0, to: 1e15 }))
    for (const { counters } of chunk) found.push(counters[C.offered]!);
  return found;
}

const told = (changes: Partial<Interval>, count: number): LogMessage =>
  recordOf(sampleInterval(changes, { offered: count, answered: 1 }));
/** A quarter that has just been. */
const sampledNow = (): LogMessage => told({ from: now - 900_000 }, 1);
const metric = async (name: string): Promise<string | undefined> =>
  (await metrics.text()).split("\n").find((line) => line.startsWith(`floorwalker_${name}`));

test("what is told on the topic is kept, the latest of each interval; reading it all again changes nothing", async () => {
  await embedded.log.append(INTERVALS_TOPIC, 0, [
    told({ version: { epoch: 1, sequence: 4 } }, 3),
    told({ version: { epoch: 1, sequence: 9 } }, 5),
    told({ version: { epoch: 1, sequence: 7 }, from: MIDNIGHT + 900_000 }, 6),
  ]);
  await start();
  await vi.waitFor(async () => expect(await offered()).toEqual([5, 6]), PATIENCE);
  await running.pop()?.stop();
  const rewind = await embedded.log.consume({
    group: HISTORIAN_GROUP,
    topics: [INTERVALS_TOPIC],
    assigned: async () => "wait",
    revoked: async () => {},
    batch: async () => {},
  });
  await rewind.commit({ topic: INTERVALS_TOPIC, partition: 0 }, 0);
  await rewind.stop();
  await start();
  const known = (): Promise<string | undefined> => metric('historian_intervals_total{result="known"}');
  await vi.waitFor(async () => expect(await known()).toMatch(/ 3$/), PATIENCE);
  expect(await offered()).toEqual([5, 6]);
});

test("a record that is no interval, or of a newer format, is passed over and counted; what follows it is kept", async () => {
  const newer = JSON.stringify({ ...JSON.parse(writeInterval(sampleInterval())), format: 99 });
  await embedded.log.append(INTERVALS_TOPIC, 1, [
    { key: "k", value: Buffer.from("{") },
    { key: "k", value: Buffer.from(newer) },
    { key: "k", value: Buffer.alloc(0) },
    told({}, 2),
  ]);
  await start();
  await vi.waitFor(async () => expect(await offered()).toEqual([2]), PATIENCE);
  expect(await metric("historian_unreadable_records_total")).toBe(
    'floorwalker_historian_unreadable_records_total{of="intervals"} 2',
  );
});

test("while the history cannot be written nothing is lost: it says so, tries again, and goes on where it was", async () => {
  let failures = 2;
  const flaky: Pick<History, "put" | "forget" | "forgetAgents" | "facts"> = {
    facts: embedded.history.facts,
    forget: async () => {},
    forgetAgents: async () => {},
    put: (intervals, at) =>
      failures-- > 0 ? Promise.reject(new Error("no room")) : embedded.history.put(intervals, at),
  };
  await embedded.log.append(INTERVALS_TOPIC, 0, [told({}, 4)]);
  const historian = await start(flaky);
  await vi.waitFor(() => expect(historian.ready()).toContain("no room"), PATIENCE);
  await vi.waitFor(async () => expect(await offered()).toEqual([4]), PATIENCE);
  expect(historian.ready()).toBe(true);
  expect(await metric("historian_put_failures_total")).toBe("floorwalker_historian_put_failures_total 2");
});

test("facts that are told on their topic are kept, the latest of each contact; reading it all again changes nothing", async () => {
  const left = (changes: Partial<ContactFacts>): LogMessage => {
    const facts = sampleFacts(changes);
    return { key: factsKey(facts), value: Buffer.from(writeFacts(facts)) };
  };
  const agents = async (): Promise<readonly (string | null)[]> => {
    const found: (string | null)[] = [];
    for await (const chunk of embedded.history.facts!.read({ site: "krakow", channel: null, from: 0, to: 1e15 }))
      for (const { facts } of chunk) found.push(...facts.map(({ agent }) => agent));
    return found;
  };
  const told = (agent: string, sequence: number) =>
    left({ facts: [{ ...sampleFacts().facts[0]!, agent }], version: { epoch: 1, sequence } });
  await embedded.log.append(FACTS_TOPIC, 0, [told("ann", 4), told("eve", 9), told("bob", 7)]);
  await embedded.log.append(FACTS_TOPIC, 1, [{ key: "?", value: Buffer.from("{}") }]);
  const first = await start();
  await vi.waitFor(async () => expect(await agents()).toEqual(["eve"]), PATIENCE);
  await vi.waitFor(
    async () => expect(await metric("historian_unreadable_records_total")).toMatch(/facts.* 1$/),
    PATIENCE,
  );
  await first.stop();
  now += 365 * DAY_MS;
  await embedded.log.append(INTERVALS_TOPIC, 0, [sampledNow()]);
  await start();
  // By what was told since it is old.
  await vi.waitFor(async () => expect(await agents()).toEqual([]), PATIENCE);
});

test("a restatement counts in the metric of its site, as of when the log took it", async () => {
  await embedded.log.append(INTERVALS_TOPIC, 0, [told({}, 4)]);
  now += 3 * 60_000;
  await embedded.log.append(INTERVALS_TOPIC, 0, [told({ restated: 1, version: { epoch: 2, sequence: 1 } }, 5)]);
  await start();
  await vi.waitFor(async () => expect(await offered()).toEqual([5]), PATIENCE);
  const left = await embedded.history.restatements({ site: "krakow", from: 0, to: 1e15, limit: 100 });
  expect(left).toContainEqual(expect.objectContaining({ kpi: "offered", before: 4, after: 5, at: now }));
  expect(await metric("restatements_total")).toBe(`floorwalker_restatements_total{site="krakow"} ${left.length}`);
});

test("neither a wall clock that is years ahead nor silence makes it forget: what was told of does, and what goes by since", async () => {
  const asked: number[] = [];
  const forgets = async (length: unknown, before: number): Promise<void> =>
    void (length === "15m" && asked.push(before));
  const history = {
    ...embedded.history,
    put: async () => ({ later: 0, restatements: 0 }),
    forgetAgents: async () => {},
    facts: null,
  };
  await start({ ...history, forget: forgets }, () => now + 5 * 365 * DAY_MS);
  expect(asked).toEqual([]);
  await embedded.log.append(INTERVALS_TOPIC, 0, [sampledNow()]);
  await vi.waitFor(() => expect(asked).toHaveLength(1), PATIENCE);
  expect(Math.abs(asked[0]! - (now - 35 * DAY_MS))).toBeLessThan(60_000);
  // PostgreSQL takes whole milliseconds only, and what goes by is measured in fractions of one.
  expect(asked[0]! % 1).toBe(0);
});

test("of what is not kept it is not ready, although the other topic is kept", async () => {
  const history = { ...embedded.history, forget: async () => {}, forgetAgents: async () => {} };
  const historian = await start({
    ...history,
    facts: embedded.history.facts,
    put: () => Promise.reject(new Error("no room")),
  });
  await embedded.log.append(INTERVALS_TOPIC, 0, [told({}, 1)]);
  await vi.waitFor(() => expect(historian.ready()).toContain("no room"), PATIENCE);
  const facts = sampleFacts({});
  await embedded.log.append(FACTS_TOPIC, 0, [{ key: factsKey(facts), value: Buffer.from(writeFacts(facts)) }]);
  await vi.waitFor(
    async () => expect(await metric('historian_contacts_total{result="kept"}')).toMatch(/ 1$/),
    PATIENCE,
  );
  expect(historian.ready()).toContain("no room");
});

test("what is old is forgotten when it starts, quarters before days", async () => {
  const old = { from: MIDNIGHT - 36 * DAY_MS };
  await embedded.history.put(
    [
      sampleInterval(old, { offered: 7 }),
      sampleInterval({}, { offered: 3 }),
      sampleInterval({ ...old, length: "day" }),
    ],
    0,
  );
  await embedded.log.append(INTERVALS_TOPIC, 0, [sampledNow()]);
  await start();
  await vi.waitFor(async () => expect(await offered()).toEqual([3, 1]), PATIENCE);
  expect(await offered("day")).toHaveLength(1);
});

test("who did it is forgotten before what was done: no agent's id is anywhere in the file, and sums are as before", async () => {
  const cells = [queueCell("sales", "call"), agentCell("opzx7731"), agentQueueCell("opzx7731", "sales", "call")];
  const old = { from: MIDNIGHT - 25 * DAY_MS, version: { epoch: 1, sequence: 1 } };
  for (const restated of [0, 1])
    await embedded.history.put(
      cells.flatMap((cell) =>
        (["15m", "day"] as const).map((length) =>
          sampleInterval(
            { ...old, cell, length, restated, version: { epoch: 1, sequence: 1 + restated } },
            { offered: 7 + restated, answered: 1 },
          ),
        ),
      ),
      old.from,
    );
  const contact = sampleFacts({ from: old.from });
  const named = (text: string) => text.replaceAll('"ann"', '"opzx7731"');
  await embedded.history.facts!.put([JSON.parse(named(JSON.stringify(contact))) as ContactFacts]);
  const everything = async (): Promise<string> => {
    const found: unknown[] = [];
    for (const length of ["15m", "day"] as const)
      for (const kind of ["queue", "agent", "agentQueue"] as const)
        for await (const chunk of embedded.history.read({ site: "krakow", length, of: { kind }, from: 0, to: 1e15 }))
          found.push(chunk);
    for await (const chunk of embedded.history.facts!.read({ site: "krakow", channel: null, from: 0, to: 1e15 }))
      found.push(chunk.map((each) => ({ ...each, facts: each.facts })));
    found.push(await embedded.history.restatements({ site: "krakow", from: 0, to: 1e15, limit: 1_000 }));
    return JSON.stringify(found);
  };
  expect(await everything()).toContain("opzx7731");
  const before = [await offered(), await offered("day")];
  await embedded.log.append(INTERVALS_TOPIC, 0, [
    recordOf(sampleInterval({ from: now - 900_000, cell: queueCell("other", "call") })),
  ]);
  await start();
  await vi.waitFor(async () => expect(await everything()).not.toContain("opzx7731"), PATIENCE);
  expect(await everything()).toContain('"agent 1"');
  expect([await offered(), await offered("day")]).toEqual(before);
});

test("a stop does not wait for a pass over long years", async () => {
  const begun = Promise.withResolvers<void>();
  const historian = await start({
    put: (intervals, at) => embedded.history.put(intervals, at),
    forget: async () => {},
    forgetAgents: () => {
      begun.resolve();
      return new Promise<never>(() => {});
    },
    facts: null,
  });
  await embedded.log.append(INTERVALS_TOPIC, 0, [sampledNow()]);
  await begun.promise;
  await historian.stop();
});
