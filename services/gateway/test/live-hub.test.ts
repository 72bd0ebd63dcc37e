import { type AccessScope, EVERYTHING } from "@floorwalker/domain";
import { type Embedded, openEmbedded } from "@floorwalker/embedded";
import type { Commit } from "@floorwalker/ports";
import { claimed, nothing } from "@floorwalker/ports/contract";
import type { Change, ServerMessage } from "@floorwalker/protocol";
import { createMetrics, silentLogger } from "@floorwalker/runtime";
import { jsonViewRow } from "@floorwalker/stream";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Feed } from "../src/feed.ts";
import { LiveHub } from "../src/live-hub.ts";
import { ADMIN, ALL_SIGHTS, EVERYTHING_SEEN } from "./access/everything-seen.ts";

let embedded: Embedded;
let hub: LiveHub;
let epoch: string;
beforeEach(async () => {
  embedded = openEmbedded(":memory:");
  hub = new LiveHub({
    store: embedded.store,
    partitions: 1,
    clock: () => 1_000,
    logger: silentLogger,
    metrics: createMetrics({ processMetrics: false }),
    sites: () => ["configured"],
    build: "test-build",
  });
  await hub.replica.start();
  ({ epoch } = await claimed(embedded.store, 0));
});
afterEach(async () => {
  await hub.stop();
  await embedded.close();
});

const commit = (from: number, waiting: number) =>
  embedded.store.commit({
    ...nothing,
    partition: 0,
    epoch,
    from,
    to: from + 1,
    views: [["queue:a:q:call", jsonViewRow({ id: "queue:a:q:call", kind: "queue", site: "a", waiting })]],
  });

/** The commit has reached the hub, in the same turn of the loop: no tick has run yet. */
async function seen(sequence: number): Promise<void> {
  for (let turn = 0; turn < 100 && hub.replica.position()["0"]![1] < sequence; turn++) await Promise.resolve();
  expect(hub.replica.position()).toEqual({ "0": [epoch, sequence] });
}

test("a snapshot asked for before the tick is of its position, and who was there first gets the change before it", async () => {
  const feed = hub.feed("floor", {}, EVERYTHING_SEEN);
  const heard: string[] = [];
  feed.members.add({ delta: ({ frame }) => void heard.push(textOf(frame)), resync: () => {}, snapshot: () => {} });
  await commit(0, 1);
  await commit(1, 2);
  await seen(2);
  const snapshot = JSON.parse(textOf(feed.snapshotFrame())) as ServerMessage;
  expect(snapshot).toMatchObject({ position: { "0": [epoch, 2] }, rows: [{ waiting: 2 }], serverTime: 1_000 });
  expect(heard.map((json) => JSON.parse(json) as ServerMessage)).toMatchObject([
    { from: {}, to: { "0": [epoch, 2] }, changes: [{ set: { waiting: 2 } }] },
  ]);
});

test("a row that is back where it was within a tick is not sent", async () => {
  await commit(0, 1);
  await seen(1);
  const feed = hub.feed("floor", {}, EVERYTHING_SEEN);
  const heard: string[] = [];
  feed.members.add({ delta: ({ frame }) => void heard.push(textOf(frame)), resync: () => {}, snapshot: () => {} });
  await commit(1, 2);
  await commit(2, 1);
  await seen(3);
  feed.flush();
  expect(heard).toEqual([]);
});

test("who comes again is told nothing of what he may not see, not even that it went; whose rows come and go with a team begins anew", async () => {
  const row = (queue: string) => jsonViewRow({ id: `queue:a:${queue}:call`, kind: "queue", site: "a", queue });
  const views = (...queues: string[]) => queues.map((queue) => [`queue:a:${queue}:call`, row(queue)] as const);
  const put = (from: number, rows: Commit["views"]) =>
    embedded.store.commit({ ...nothing, partition: 0, epoch, from, to: from + 1, views: rows });
  await put(0, views("mine", "theirs", "mine-too", "theirs-too"));
  await seen(1);
  const limited = (scope: Partial<AccessScope>) =>
    ALL_SIGHTS.of({ ...ADMIN, role: "viewer", scope: { ...EVERYTHING, ...scope } });
  const feed = hub.feed("floor", {}, limited({ queues: ["mine", "mine-too"] }));
  const since = feed.position;
  await put(1, [...views("mine", "theirs"), ["queue:a:theirs-too:call", null], ["queue:a:mine-too:call", null]]);
  await seen(2);
  const missed = textOf(feed.sinceFrame(since, feed.mark)!);
  expect(missed).not.toContain("theirs");
  expect((JSON.parse(missed) as { changes: Change[] }).changes.map(({ id, remove }) => [id, remove])).toEqual([
    ["queue:a:mine:call", true],
    ["queue:a:mine:call", undefined],
    ["queue:a:mine-too:call", true],
  ]);
  expect(hub.feed("floor", {}, limited({ teams: ["t"] })).sinceFrame(since, undefined)).toBeNull();
});

test("subscriptions alike share one feed, and a configured site has a watermark before its first event", () => {
  expect(hub.feed("floor", { site: "a" }, EVERYTHING_SEEN)).toBe(hub.feed("floor", { site: "a" }, EVERYTHING_SEEN));
  expect(hub.feed("floor", { site: "a" }, EVERYTHING_SEEN)).not.toBe(
    hub.feed("floor", { queue: "a" }, EVERYTHING_SEEN),
  );
  expect(JSON.parse(textOf(hub.heartbeat(null, EVERYTHING_SEEN)))).toEqual({
    type: "heartbeat",
    watermark: { configured: null },
    serverTime: 1_000,
  });
});

test("a change at one site looks through the contacts that wait there, not through those of others", async () => {
  const waits = (site: string, contact: string) =>
    [
      `waiting:${site}:call:q:${contact}`,
      jsonViewRow({
        id: `waiting:${site}:call:q:${contact}`,
        kind: "waiting",
        site,
        queue: "q",
        channel: "call",
        contact,
        dueAt: 5,
        pastThreshold: false,
      }),
    ] as const;
  const put = (from: number, ...views: Commit["views"]) =>
    embedded.store.commit({ ...nothing, partition: 0, epoch, from, to: from + 1, views });
  await put(0, waits("a", "1"), waits("b", "2"));
  await seen(1);
  const { replica } = hub;
  const waiting = (site: string | null) => [...replica.waiting(site)].map(({ name }) => name.site);
  expect([waiting("a"), waiting("c"), waiting(null).sort()]).toEqual([["a"], [], ["a", "b"]]);
  const looked: (string | null)[] = [];
  const watchedReplica = {
    position: replica.position.bind(replica),
    changedSince: replica.changedSince.bind(replica),
    rows: replica.rows.bind(replica),
    row: replica.row.bind(replica),
    waiting(site: string | null) {
      looked.push(site);
      return replica.waiting(site);
    },
  };
  const feed = new Feed({
    view: "nextToBreach",
    filter: { site: "a" },
    fields: null,
    sight: EVERYTHING_SEEN,
    replica: watchedReplica,
    build: "test-build",
    clock: () => 1_000,
    suspended: false,
  });
  hub.follow((changes) => {
    for (const change of changes) feed.note(change);
  });
  await put(1, waits("b", "3"));
  await seen(2);
  feed.flush();
  expect(looked).toEqual(["a"]);
  await put(2, waits("a", "4"));
  await seen(3);
  feed.flush();
  expect(looked).toEqual(["a", "a"]);
  const { rows } = JSON.parse(textOf(feed.snapshotFrame())) as { readonly rows: readonly { contact: string }[] };
  expect(rows.map(({ contact }) => contact).sort()).toEqual(["1", "4"]);
});

test("a site is watched while somebody has subscribed to it, or to all", () => {
  const member = { delta: () => {}, resync: () => {}, snapshot: () => {} };
  const watched = () => ["a", "b"].filter(hub.watched("goals"));
  const [ofA, ofAll] = [hub.feed("goals", { site: "a" }, EVERYTHING_SEEN), hub.feed("goals", {}, EVERYTHING_SEEN)];
  hub.feed("floor", {}, EVERYTHING_SEEN).members.add(member);
  expect(watched()).toEqual([]);
  ofA.members.add(member);
  expect(watched()).toEqual(["a"]);
  ofAll.members.add(member);
  expect(watched()).toEqual(["a", "b"]);
});

/** Of a frame of any length: a message begins with its brace. */
const textOf = (frame: Buffer): string => frame.toString("utf8", frame.indexOf("{"));
