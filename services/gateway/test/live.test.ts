import type { Store } from "@floorwalker/ports";
import { applyChanges, type Row } from "@floorwalker/protocol";
import { afterEach, expect, test } from "vitest";
import { type RunningGateway, runGateway } from "./running-gateway.ts";

let running: RunningGateway;
afterEach(() => running.stop());

/** An epoch that some claim was given. */
const owned: unknown = expect.stringMatching(/^\d{13}-.+/);

const queue = (site: string, name: string, fields: object = {}) => ({
  kind: "queue",
  site,
  queue: name,
  channel: "call",
  ...fields,
});

test("a subscription may be the first message and is answered with the rows of its view", async () => {
  running = await runGateway();
  await running.commit(0, {
    "site:a": { kind: "site", site: "a", watermark: 5 },
    "agent:a:x": { kind: "agent", site: "a" },
  });
  await running.commit(1, { "queue:b:q:call": queue("b", "q") });
  const snapshot = await running.open().subscribe("floor");
  expect(snapshot.rows.map(({ id }) => id).sort()).toEqual(["queue:b:q:call", "site:a"]);
  expect(snapshot.position).toEqual({ "0": [owned, 1], "1": [owned, 1] });
  expect(Math.abs(snapshot.serverTime - Date.now())).toBeLessThan(5_000);
});

test("what changes travels by field, in a chain of positions from the snapshot on", async () => {
  running = await runGateway();
  await running.commit(0, { "queue:a:q:call": queue("a", "q", { waiting: 1, title: "Sales" }) });
  const socket = running.open();
  const snapshot = await socket.subscribe("floor");
  await running.commit(0, { "queue:a:q:call": queue("a", "q", { waiting: 2, title: "Sales" }) });
  const first = await socket.next("delta");
  expect(first).toMatchObject({ from: snapshot.position, changes: [{ id: "queue:a:q:call", set: { waiting: 2 } }] });
  expect(first.to["0"]).toEqual([owned, 2]);
  // A commit that changes nothing of this view is silent, and the chain goes on over it.
  await running.commit(0, { "agent:a:x": { kind: "agent", site: "a" } });
  await running.commit(0, { "queue:a:q:call": null });
  expect(await socket.next("delta")).toMatchObject({
    from: first.to,
    changes: [{ id: "queue:a:q:call", remove: true }],
  });
  expect(socket.heard.filter(({ type }) => type === "delta")).toEqual([]);
});

test("commits within one turn travel in one delta, over all partitions", async () => {
  running = await runGateway();
  const socket = running.open();
  const { position } = await socket.subscribe("floor");
  await Promise.all(
    [0, 1, 2].map((partition) =>
      running.commit(partition, { [`queue:s${partition}:q:call`]: queue(`s${partition}`, "q") }),
    ),
  );
  let rows: ReadonlyMap<string, Row> = new Map();
  let at = position;
  while (rows.size < 3) {
    const delta = await socket.next("delta");
    expect(delta.from).toEqual(at);
    at = delta.to;
    rows = applyChanges(rows, delta.changes);
  }
  expect(at).toEqual({ "0": [owned, 1], "1": [owned, 1], "2": [owned, 1] });
});

test("a filter keeps other sites and queues out, and lets the site's own rows in", async () => {
  running = await runGateway();
  await running.commit(0, {
    "site:a": { kind: "site", site: "a", watermark: null },
    "queue:a:q:call": queue("a", "q"),
    "queue:a:r:call": queue("a", "r"),
    "site:b": { kind: "site", site: "b", watermark: null },
    "alert:a:rule:site": { kind: "alert", site: "a", queue: null, state: "firing" },
  });
  const socket = running.open();
  const snapshot = await socket.subscribe("floor", { site: "a", queue: "q" });
  expect(snapshot.rows.map(({ id }) => id).sort()).toEqual(["alert:a:rule:site", "queue:a:q:call", "site:a"]);
  await running.commit(0, {
    "queue:a:r:call": queue("a", "r", { waiting: 1 }),
    "queue:a:q:call": queue("a", "q", { waiting: 2 }),
  });
  expect((await socket.next("delta")).changes).toEqual([{ id: "queue:a:q:call", set: { waiting: 2 } }]);
});

test("an alert that enters another state is announced beside its row", async () => {
  running = await runGateway();
  const alert = (state: string, value: number) => ({
    "alert:a:r:site": { kind: "alert", site: "a", rule: "r", state, value },
  });
  await running.commit(0, alert("pending", 1));
  const socket = running.open();
  await socket.subscribe("floor");
  await running.commit(0, alert("firing", 2));
  expect(await socket.next("alert")).toMatchObject({ view: "floor", alert: { state: "firing", value: 2 } });
  await running.commit(0, alert("firing", 3));
  await running.commit(0, alert("resolved", 0));
  expect(await socket.next("alert")).toMatchObject({ alert: { state: "resolved" } });
});

test("an idle connection hears a heartbeat with each site's watermark", async () => {
  running = await runGateway();
  await running.commit(0, {
    "site:a": { kind: "site", site: "a", watermark: 1_234 },
    "site:b": { kind: "site", site: "b", watermark: null },
  });
  const [all, one] = [running.open(), running.open()];
  await all.subscribe("floor");
  await one.subscribe("floor", { site: "a" });
  expect(await all.next("heartbeat")).toMatchObject({ watermark: { a: 1_234, b: null } });
  expect((await one.next("heartbeat")).watermark).toEqual({ a: 1_234 });
});

test("hello is answered with the version and the build, an unknown version with its close code", async () => {
  running = await runGateway();
  const socket = running.open(["floorwalker.v1"]);
  await socket.send({ type: "hello", versions: [2, 3] });
  expect(await socket.next("welcome")).toMatchObject({ version: 2, build: "test-build" });
  expect(socket.socket.protocol).toBe("floorwalker.v1");
  const future = running.open();
  await future.send({ type: "hello", versions: [99] });
  expect(await future.next("error")).toMatchObject({ code: "unsupported_version" });
  expect(await future.closed).toBe(4502);
});

test("after unsubscribing the view is silent", async () => {
  running = await runGateway();
  const socket = running.open();
  await socket.subscribe("floor");
  await socket.send({ type: "unsubscribe", view: "floor" });
  expect(await socket.next("ack")).toEqual({ type: "ack", of: "unsubscribe", view: "floor" });
  await running.commit(0, { "queue:a:q:call": queue("a", "q") });
  await socket.next("heartbeat");
  expect(socket.heard).toEqual([]);
});

test("the view system names the partitions, and each takeover shows as a new epoch", async () => {
  running = await runGateway();
  const socket = running.open();
  const { rows } = await socket.subscribe("system");
  expect(rows).toContainEqual({ id: "partition:0", kind: "partition", partition: 0, state: "live", epoch: "0-" });
  await running.commit(0, {});
  const { epoch } = await running.takeOver(0);
  await running.commit(0, { "source:a:s": { kind: "source", site: "a" } });
  let table: ReadonlyMap<string, Row> = new Map(rows.map((row) => [row.id, row]));
  while (table.get("partition:0")?.epoch !== epoch || table.get("partition:0")?.state !== "live")
    table = applyChanges(table, (await socket.next("delta")).changes);
  expect(table.has("source:a:s")).toBe(true);
});

test("after the store lost everything a board follows the new owner, whose epoch may be smaller", async () => {
  running = await runGateway();
  await running.commit(0, { "queue:a:q:call": queue("a", "q", { waiting: 1 }), "site:a": { kind: "site", site: "a" } });
  const socket = running.open();
  const { rows } = await socket.subscribe("floor");
  await running.embedded.store.erase();
  await running.takeOver(0);
  await running.commit(0, { "queue:a:q:call": queue("a", "q", { waiting: 9 }) });
  let table: ReadonlyMap<string, Row> = new Map(rows.map((row) => [row.id, row]));
  while (table.get("queue:a:q:call")?.waiting !== 9 || table.has("site:a"))
    table = applyChanges(table, (await socket.next("delta")).changes);
  expect([...table.keys()]).toEqual(["queue:a:q:call"]);
});

test("a missed commit is noticed and made good without the client's doing", async () => {
  let drop = false;
  running = await runGateway({}, (store: Store) => ({
    snapshot: (partition) => store.snapshot(partition),
    ping: () => store.ping(),
    follow: (partitions, changed, lost) => store.follow(partitions, (change) => void (drop || changed(change)), lost),
  }));
  const socket = running.open();
  const { position } = await socket.subscribe("floor");
  drop = true;
  await running.commit(0, { "queue:a:lost:call": queue("a", "lost") });
  drop = false;
  await running.commit(0, { "queue:a:seen:call": queue("a", "seen") });
  const delta = await socket.next("delta");
  expect(delta.from).toEqual(position);
  expect(delta.changes.map(({ id }) => id).sort()).toEqual(["queue:a:lost:call", "queue:a:seen:call"]);
  expect(await running.metrics.text()).toContain("floorwalker_gateway_gaps_total 1");
});

test("a lost store is told at once, and a snapshot follows when it is back", async () => {
  let lose = () => {};
  let broken = false;
  running = await runGateway({}, (store: Store) => ({
    snapshot: (partition) => (broken ? Promise.reject(new Error("store is away")) : store.snapshot(partition)),
    ping: () => store.ping(),
    follow: (partitions, changed, lost) => {
      lose = lost;
      return store.follow(partitions, (change) => void (broken || changed(change)), lost);
    },
  }));
  const socket = running.open();
  await socket.subscribe("floor");
  broken = true;
  lose();
  expect(await socket.next("resync")).toEqual({ type: "resync", view: "floor", reason: "store_lost" });
  expect(running.gateway.healthy()).toBe(false);
  expect((await running.get("readyz")).status).toBe(503);
  await running.commit(0, { "queue:a:q:call": queue("a", "q", { waiting: 7 }) });
  const late = running.open();
  await late.subscribe("floor");
  await late.next("resync");
  broken = false;
  for (const each of [socket, late])
    expect((await each.next("snapshot")).rows).toMatchObject([{ id: "queue:a:q:call", waiting: 7 }]);
  expect((await running.get("readyz")).status).toBe(200);
});

test("a store that does not answer makes the rows old although its followers heard nothing", async () => {
  let away = false;
  const unless = <T>(call: () => Promise<T>): Promise<T> => (away ? Promise.reject(new Error("away")) : call());
  running = await runGateway({}, (store: Store) => ({
    snapshot: (partition) => unless(() => store.snapshot(partition)),
    ping: () => unless(() => store.ping()),
    follow: (partitions, changed, lost) => store.follow(partitions, changed, lost),
  }));
  const socket = running.open();
  await socket.subscribe("floor");
  away = true;
  expect(await socket.next("resync")).toMatchObject({ reason: "store_lost" });
  away = false;
  await socket.next("snapshot");
  expect(running.gateway.healthy()).toBe(true);
});
