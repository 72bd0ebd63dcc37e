/** The law of the wire: a client that reconnects equals one that missed nothing, and both equal the store. */

import { connectLive, type LiveConnection } from "@floorwalker/client";
import type { Store } from "@floorwalker/ports";
import { viewRow } from "@floorwalker/stream";
import fc from "fast-check";
import { afterEach, expect, test } from "vitest";
import { PARTITIONS, type RunningGateway, runGateway, until } from "./running-gateway.ts";

let running: RunningGateway;
const clients: LiveConnection[] = [];
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  await running.stop();
});

type Action =
  | { readonly do: "commit"; readonly partition: number; readonly views: Record<string, object | null> }
  | { readonly do: "takeOver"; readonly partition: number }
  | { readonly do: "drop"; readonly partition: number }
  | { readonly do: "lose" }
  | { readonly do: "disconnect" }
  | { readonly do: "pause" };

const partition = fc.nat(PARTITIONS - 1);
const kinds = ["queue", "site", "alert", "source", "agent"];
const row = fc.record(
  {
    kind: fc.constantFrom(...kinds),
    waiting: fc.nat(3),
    title: fc.constantFrom("x", "y", null),
    state: fc.constantFrom("pending", "firing"),
    watermark: fc.nat(9),
  },
  { requiredKeys: ["kind"] },
);
const entry = fc.tuple(fc.nat(5), fc.option(row, { nil: null, freq: 4 }));
const commit = fc
  .record({ do: fc.constant("commit" as const), partition, entries: fc.array(entry, { maxLength: 4 }) })
  .map(
    // Sites never share a partition, so rows do not collide; the kind belongs to the id.
    ({ partition: at, entries, ...rest }): Action => ({
      ...rest,
      partition: at,
      views: Object.fromEntries(
        entries.map(([n, fields]) => [
          `${kinds[n % 5]}:s${at}:${n}`,
          fields && { ...fields, kind: kinds[n % 5], site: `s${at}` },
        ]),
      ),
    }),
  );
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 12, arbitrary: commit },
  { weight: 1, arbitrary: partition.map((at): Action => ({ do: "takeOver", partition: at })) },
  { weight: 1, arbitrary: partition.map((at): Action => ({ do: "drop", partition: at })) },
  { weight: 1, arbitrary: fc.constantFrom<Action>({ do: "lose" }, { do: "disconnect" }) },
  { weight: 4, arbitrary: fc.constant<Action>({ do: "pause" }) },
);

test("after any commits, takeovers, missed commits, losses of the store and reconnects a client's rows are the store's", async () => {
  const dropping = new Set<number>();
  let lose = (): void => {};
  running = await runGateway({}, (store: Store) => ({
    snapshot: (at) => store.snapshot(at),
    ping: () => store.ping(),
    follow: (count, changed, lost) => {
      lose = lost;
      return store.follow(count, (change) => void (dropping.delete(change.partition) || changed(change)), lost);
    },
  }));
  const url = `${running.gateway.url}v1/live`;
  const cutters: (() => void)[] = [];
  const client = (options: Partial<Parameters<typeof connectLive>[0]> = {}) => {
    const live = connectLive({ url, view: "floor", random: () => 0, ...options });
    clients.push(live);
    return live;
  };
  const steady = client();
  const filtered = client({ filter: { site: "s1" } });
  const agents = client({ view: "agents" });
  let restless = client();
  cutters.push(() => {
    restless.close();
    restless = client();
  });

  const inStore = async (kindsOfView: readonly string[], site?: string) => {
    const rows: [string, unknown][] = [];
    for (let at = 0; at < PARTITIONS; at++)
      for (const [id, bytes] of (await running.embedded.store.snapshot(at)).rows) {
        const parsed = viewRow(id, bytes);
        if (kindsOfView.includes(parsed.kind) && (site === undefined || parsed.site === site)) rows.push([id, parsed]);
      }
    return Object.fromEntries(rows);
  };
  const has = (live: LiveConnection) => Object.fromEntries(live.getSnapshot().rows);
  const floor = ["site", "queue", "alert", "source"];

  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 25 }), async (actions) => {
      for (const each of actions) {
        if (each.do === "commit") await running.commit(each.partition, each.views);
        else if (each.do === "takeOver") await running.takeOver(each.partition);
        else if (each.do === "drop") dropping.add(each.partition);
        else if (each.do === "lose") lose();
        else if (each.do === "disconnect") cutters[0]!();
        else await new Promise((resolve) => setTimeout(resolve, 5));
      }
      // A last commit everywhere: a missed one is noticed by the next.
      dropping.clear();
      for (let at = 0; at < PARTITIONS; at++)
        await running.commit(at, { [`source:s${at}:end`]: { kind: "source", site: `s${at}`, nonce: Math.random() } });
      const expected = [
        await inStore(floor),
        await inStore(floor),
        await inStore(floor, "s1"),
        await inStore(["agent"]),
      ].map(canonical);
      const actual = () => [steady, restless, filtered, agents].map((live) => canonical(has(live)));
      await until(() => JSON.stringify(actual()) === JSON.stringify(expected), "clients equal the store").catch(() =>
        expect(actual()).toEqual(expected),
      );
    }),
    { numRuns: 60 },
  );
}, 60_000);

test("when the gateway is gone a client keeps its rows, marks them, and finds the next one by itself", async () => {
  running = await runGateway();
  await running.commit(0, { "queue:a:q:call": { kind: "queue", site: "a", waiting: 1 } });
  const client = connectLive({ url: `${running.gateway.url}v1/live`, view: "floor", random: () => 0 });
  clients.push(client);
  await until(() => client.getSnapshot().phase === "live", "live");
  const phases: string[] = [];
  client.subscribe(
    () => void (phases.at(-1) === client.getSnapshot().phase || phases.push(client.getSnapshot().phase)),
  );
  const { port } = running.gateway;
  await running.stop();
  await until(() => client.getSnapshot().phase === "waiting", "waiting");
  expect(client.rows()).toMatchObject([{ id: "queue:a:q:call", waiting: 1 }]);
  running = await runGateway({ port, fixedPort: true });
  await running.commit(0, { "queue:a:q:call": { kind: "queue", site: "a", waiting: 2 } });
  await until(() => client.getSnapshot().phase === "live" && client.rows()[0]?.waiting === 2, "live again");
  expect(client.getSnapshot()).toMatchObject({ attempts: 0, build: "test-build" });
  expect(phases[0]).toBe("waiting");
});

test("a client without the right token ends with the reason, and with it goes live", async () => {
  running = await runGateway({ token: "a-shared-token-of-some-length" });
  const url = `${running.gateway.url}v1/live`;
  const [wrong, right] = ["wrong", "a-shared-token-of-some-length"].map((token) =>
    connectLive({ url, view: "floor", token }),
  );
  clients.push(wrong!, right!);
  await until(() => wrong!.getSnapshot().phase === "ended", "ended");
  expect(wrong!.getSnapshot().problem).toContain("token");
  await until(() => right!.getSnapshot().phase === "live", "live");
});

test("a client that shows tickets asks for one a socket, goes on without one for a while, and ends when none is for it", async () => {
  running = await runGateway({ token: "a-shared-token-of-some-length" });
  const given: (string | null)[] = [];
  let answer: "given" | "down" | "unknown" = "given";
  const ticket = async (): Promise<string | null> => {
    if (answer === "unknown") return null;
    if (answer === "down") throw new Error("down");
    const response = await fetch(`${running.gateway.url}v1/tickets`, {
      method: "POST",
      headers: { authorization: "Bearer a-shared-token-of-some-length" },
    });
    const { ticket: text } = (await response.json()) as { readonly ticket: string };
    given.push(text);
    return text;
  };
  const live = connectLive({ url: `${running.gateway.url}v1/live`, view: "floor", random: () => 0, ticket });
  clients.push(live);
  await until(() => live.getSnapshot().phase === "live", "live");
  const { port } = running.gateway;
  answer = "down";
  await running.stop();
  await until(() => live.getSnapshot().attempts > 1, "tries again");
  running = await runGateway({ token: "a-shared-token-of-some-length", port, fixedPort: true });
  answer = "given";
  await until(() => live.getSnapshot().phase === "live", "live again");
  expect(new Set(given).size).toBe(2);
  answer = "unknown";
  await running.stop();
  await until(() => live.getSnapshot().phase === "ended", "ended");
});

/** Without the order of rows and fields. */
const canonical = (rows: Record<string, unknown>): unknown =>
  Object.entries(rows)
    .map(([id, fields]) => [id, Object.entries(fields as object).sort(([a], [b]) => (a < b ? -1 : 1))])
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1));
