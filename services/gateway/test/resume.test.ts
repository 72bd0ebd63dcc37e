/** Who comes again with the position of the rows it has is told what it missed, or that all comes anew: it ends as one that never left. */
import { connectLive, type LiveConnection } from "@floorwalker/client";
import { applyChanges, type Row, type WirePosition } from "@floorwalker/protocol";
import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { PARTITIONS, type RunningGateway, runGateway, type TestSocket, until } from "./running-gateway.ts";

let running: RunningGateway;
const clients: LiveConnection[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await running.stop();
});

const queue = (waiting: number, site = "a", name = "q") => ({
  [`queue:${site}:${name}:call`]: { kind: "queue", site, queue: name, channel: "call", waiting },
});

/** A client that keeps its rows when its line is cut, and comes again at once. */
class Line {
  readonly asked: object;
  rows: ReadonlyMap<string, Row> = new Map();
  position: WirePosition | null = null;
  mark: string | undefined;
  socket: TestSocket | null = null;
  resumed = 0;
  snapshots = 0;

  constructor(asked: object) {
    this.asked = asked;
  }

  async connect(): Promise<void> {
    const socket = running.open();
    this.socket = socket;
    const { position, mark } = this;
    await socket.send({ type: "subscribe", ...this.asked, ...(position && { since: position, mark }) });
    let first = position !== null;
    socket.take = (message) => {
      if (this.socket !== socket) return;
      if (message.type === "snapshot") {
        this.snapshots++;
        this.rows = new Map(message.rows.map((row) => [row.id, row]));
        [this.position, this.mark] = [message.position, message.mark];
      } else if (message.type === "delta") {
        expect(message.from).toEqual(this.position);
        if (first) this.resumed++;
        this.rows = applyChanges(this.rows, message.changes);
        this.position = message.to;
      } else if (message.type === "resync") this.position = null;
      if (message.type !== "heartbeat") first = false;
    };
  }

  cut(): void {
    this.socket?.socket.terminate();
    this.socket = null;
  }
}

/** More of them than a view with a bound holds; `dueAt` null: it waits no more. */
const waits = (site: string, n: number, dueAt: number | null): [id: string, row: object | null] => [
  `waiting:${site}:call:${n % 5}:c${n}`,
  dueAt === null
    ? null
    : {
        kind: "waiting",
        site,
        queue: String(n % 5),
        channel: "call",
        contact: `c${n}`,
        queuedAt: dueAt - 20,
        dueAt,
        pastThreshold: n % 9 === 0,
      },
];

const partition = fc.nat(PARTITIONS - 1);
const commit = fc.record({
  do: fc.constant("commit" as const),
  partition,
  entries: fc.array(fc.tuple(fc.nat(4), fc.option(fc.nat(3), { freq: 4 })), { minLength: 1, maxLength: 3 }),
  waiting: fc.array(fc.tuple(fc.nat(39), fc.option(fc.nat(60), { freq: 3 })), { maxLength: 6 }),
});
type Action =
  | {
      readonly do: "commit";
      readonly partition: number;
      readonly entries: readonly [number, number | null][];
      readonly waiting: readonly [number, number | null][];
    }
  | { readonly do: "takeOver"; readonly partition: number }
  | { readonly do: "cut" | "pause" };
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 12, arbitrary: commit },
  { weight: 1, arbitrary: partition.map((at): Action => ({ do: "takeOver", partition: at })) },
  { weight: 12, arbitrary: fc.constant<Action>({ do: "cut" }) },
  { weight: 3, arbitrary: fc.constant<Action>({ do: "pause" }) },
);

test("after a thousand cuts at any moment its rows are those of one that never left, to the byte", async () => {
  running = await runGateway();
  const asked = [
    { view: "floor" },
    { view: "floor", filter: { site: "s1" } },
    { view: "floor", fields: ["waiting"] },
    { view: "waiting", filter: { queue: "3" } },
    { view: "nextToBreach" },
  ];
  for (let at = 0; at < PARTITIONS; at++)
    await running.commit(at, Object.fromEntries(Array.from({ length: 40 }, (_, n) => waits(`s${at}`, n, 10))));
  const lines = asked.flatMap((each) => [new Line(each), new Line(each)]);
  const restless = lines.filter((_, index) => index % 2 === 1);
  for (const line of lines) await line.connect();
  let cuts = 0;
  let reached = false;
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 20, maxLength: 40 }), async (actions) => {
      for (const each of actions)
        if (each.do === "commit") {
          const at = each.partition;
          const rows = each.entries.map(([n, waiting]): [string, object | null] => [
            `queue:s${at}:${n}:call`,
            waiting === null ? null : { kind: "queue", site: `s${at}`, queue: String(n), channel: "call", waiting },
          ]);
          const waiting = each.waiting.map(([n, dueAt]) => waits(`s${at}`, n, dueAt));
          await running.commit(at, Object.fromEntries([...rows, ...waiting]));
        } else if (each.do === "takeOver") await running.takeOver(each.partition);
        else if (each.do === "cut")
          for (const line of restless) {
            line.cut();
            await line.connect();
            cuts++;
          }
        else await new Promise((resolve) => setTimeout(resolve, 30));
      // A new owner is noticed by its first commit.
      for (let at = 0; at < PARTITIONS; at++) await running.commit(at, queue(Math.random(), `s${at}`, "last"));
      const shown = () => lines.map(({ rows }) => JSON.stringify([...rows.values()].map(sorted).sort(byId)));
      const alike = () => {
        const now = shown();
        return now[0]!.includes("last") && asked.every((_, pair) => now[2 * pair] === now[2 * pair + 1]);
      };
      await until(alike, "the lines show the same").catch(() => expect(shown()).toEqual([]));
      for (const [pair, path] of [
        [0, "floor"],
        [4, "nextToBreach"],
      ] as const) {
        // Asked anew each time: what it has of one partition may be a commit younger than it was.
        const has = async () => {
          const { rows } = (await (await running.get(`v1/views/${path}`)).json()) as { rows: Row[] };
          return JSON.stringify(rows.map(sorted).sort(byId));
        };
        await until(async () => shown()[2 * pair + 1] === (await has()), `and what the gateway has of ${path}`);
      }
      // The bound holds, and is reached.
      const due = [...lines[8]!.rows.values()].filter(({ pastThreshold }) => pastThreshold === false);
      expect(due.length).toBeLessThanOrEqual(50);
      reached ||= due.length === 50;
    }),
    { numRuns: 20, endOnFailure: true, interruptAfterTimeLimit: 240_000, markInterruptAsFailure: true },
  );
  expect(cuts).toBeGreaterThan(1_000);
  expect(reached).toBe(true);
  const resumed = restless.reduce((sum, line) => sum + line.resumed, 0);
  expect(resumed).toBeGreaterThan(cuts / 3);
}, 300_000);

test("it is told the rows that changed since, those that are gone, and no others", async () => {
  running = await runGateway();
  await running.commit(0, { ...queue(1), ...queue(1, "a", "gone"), ...queue(1, "a", "same") });
  const { position, mark } = await running.open().subscribe("floor");
  await running.commit(0, { ...queue(2), "queue:a:gone:call": null });
  const again = running.open();
  await again.send({ type: "subscribe", view: "floor", since: position, mark });
  const missed = await again.next("delta");
  expect(missed.from).toEqual(position);
  expect(missed.changes.map(({ id, remove, set }) => [id, remove ?? set?.waiting])).toEqual([
    ["queue:a:q:call", true],
    ["queue:a:q:call", 2],
    ["queue:a:gone:call", true],
  ]);
  await running.commit(0, queue(3));
  expect(await again.next("delta")).toMatchObject({ from: missed.to, changes: [{ set: { waiting: 3 } }] });
  expect(again.heard.filter(({ type }) => type === "snapshot" || type === "resync")).toEqual([]);
  // Nothing is missed: an empty delta says so.
  const third = running.open();
  await third.send({ type: "subscribe", view: "floor", since: (await running.open().subscribe("floor")).position });
  expect((await third.next("delta")).changes).toEqual([]);
});

test.each([
  ["of an owner that is gone", { since: { "0": ["gone", 1] } }],
  ["that lies ahead", { since: { "0": [null, 99] } }],
  ["of a partition that is not in view", { since: { "0": [null, 1], "2": ["0-", 0] } }],
  ["with the mark of other rows", { since: { "0": [null, 1] }, mark: "another" }],
])("a position %s is answered with resync and a snapshot", async (_, { since, ...rest }) => {
  running = await runGateway();
  await running.commit(0, queue(1));
  const [epoch] = (await running.open().subscribe("floor")).position["0"]!;
  const named = Object.fromEntries(Object.entries(since).map(([at, [of, n]]) => [at, [of ?? epoch, n]]));
  const socket = running.open();
  await socket.send({ type: "subscribe", view: "floor", since: named, ...rest });
  expect(await socket.next("resync")).toMatchObject({ view: "floor", reason: "unknown_position" });
  expect((await socket.next("snapshot")).rows).toHaveLength(1);
});

test("of a position before the gateway began nothing is known: all comes anew, also where rows are the gateway's own", async () => {
  running = await runGateway();
  await running.commit(0, queue(1));
  const { position } = await running.open().subscribe("teams");
  const socket = running.open();
  await socket.send({ type: "subscribe", view: "teams", since: position });
  expect(await socket.next("resync")).toMatchObject({ view: "teams" });
  await socket.next("snapshot");
});

test("a position names the partitions in view alone, a row the fields that were asked for", async () => {
  running = await runGateway();
  await running.commit(0, { ...queue(1), "site:a": { kind: "site", site: "a", name: "A" } });
  await running.commit(1, queue(5, "b"));
  const socket = running.open();
  await socket.send({ type: "subscribe", view: "floor", filter: { site: "b" }, fields: ["waiting", "nothing"] });
  const snapshot = await socket.next("snapshot");
  expect(Object.keys(snapshot.position)).toEqual(["1"]);
  expect(snapshot.rows).toEqual([{ id: "queue:b:q:call", kind: "queue", waiting: 5 }]);
  // Of other fields nothing is told, nor of other partitions.
  await running.commit(1, {
    "queue:b:q:call": { kind: "queue", site: "b", queue: "q", channel: "call", waiting: 5, title: "B" },
  });
  await running.commit(0, queue(2));
  await running.commit(1, queue(6, "b"));
  const delta = await socket.next("delta");
  expect(delta.changes).toEqual([{ id: "queue:b:q:call", set: { waiting: 6 } }]);
  expect(delta.from).toEqual(snapshot.position);
  const answer = (await (await running.get("v1/views/floor?site=b")).json()) as { position: WirePosition };
  expect(Object.keys(answer.position)).toEqual(["1"]);
});

test("fifty times the gateway ends and another begins: a client goes on by itself, and shows what is in the store", async () => {
  running = await runGateway();
  const { port } = running.gateway;
  const [floor, waiting, next] = (["floor", "waiting", "nextToBreach"] as const).map((view) => {
    const client = connectLive({ url: `${running.gateway.url}v1/live`, view, random: () => 0 });
    clients.push(client);
    return client;
  });
  const shows = (client: LiveConnection | undefined, kind: string, field: string, value: number): boolean =>
    client!.getSnapshot().phase === "live" && client!.rows().find((row) => row.kind === kind)?.[field] === value;
  for (let round = 1; round <= 50; round++) {
    await running.commit(0, { ...queue(round), ...Object.fromEntries([waits("a", 1, round)]) });
    await until(
      () =>
        shows(floor, "queue", "waiting", round) &&
        shows(waiting, "waiting", "dueAt", round) &&
        shows(next, "waiting", "dueAt", round),
      `round ${round}`,
    );
    await running.restart({ port, fixedPort: true });
  }
}, 300_000);

const sorted = (row: Row) => Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1));
const byId = (a: readonly unknown[], b: readonly unknown[]): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
