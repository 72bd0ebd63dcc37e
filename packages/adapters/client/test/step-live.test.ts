import { CLOSE, type Row, type ServerMessage } from "@floorwalker/protocol";
import fc from "fast-check";
import { expect, test } from "vitest";
import { INITIAL, type Input, type LiveState, type Phase, stepLive } from "../src/step-live.ts";

const row = (id: string, waiting: number): Row => ({ id, kind: "queue", waiting });
const at = (sequence: number) => ({ "0": ["1-a", sequence] as [string, number] });
const snapshot = (sequence: number, ...rows: Row[]): Input =>
  hear({ type: "snapshot", view: "floor", position: at(sequence), mark: "m", rows, serverTime: 1 });
const delta = (from: number, to: number, waiting: number): Input =>
  hear({
    type: "delta",
    view: "floor",
    from: at(from),
    to: at(to),
    changes: [{ id: "q", set: { kind: "queue", waiting } }],
    serverTime: 1,
  });
const hear = (message: ServerMessage): Input => ({ type: "message", message });
const resync = hear({ type: "resync", view: "floor", reason: "store_lost" });
const heartbeat = hear({ type: "heartbeat", watermark: { a: 5 }, serverTime: 1 });
const closed = (code: number): Input => ({ type: "closed", code, reason: "" });

function run(...inputs: readonly Input[]): { state: LiveState; effects: readonly string[] } {
  return inputs.reduce<{ state: LiveState; effects: readonly string[] }>((step, input) => stepLive(step.state, input), {
    state: INITIAL,
    effects: [],
  });
}

const opened: Input = { type: "opened" };
const reach: Readonly<Record<Phase, readonly Input[]>> = {
  connecting: [],
  syncing: [opened],
  live: [opened, snapshot(1, row("q", 1))],
  stale: [opened, snapshot(1, row("q", 1)), { type: "silent" }],
  waiting: [opened, snapshot(1, row("q", 1)), closed(1006)],
  ended: [{ type: "end" }],
};

const inputs: Readonly<Record<string, Input>> = {
  opened,
  snapshot: snapshot(7, row("r", 1)),
  "next delta": delta(1, 2, 9),
  "delta from elsewhere": delta(5, 6, 9),
  heartbeat,
  resync,
  unreadable: { type: "unreadable" },
  silent: { type: "silent" },
  "given-up": { type: "given-up" },
  "closed, come again": closed(CLOSE.shutdown),
  "closed for good": closed(CLOSE.unauthorized),
  retry: { type: "retry" },
  end: { type: "end" },
};

/** By phase, what each input leads to: the next phase, then the effects. `docs/spec/live-protocol.md` shows the same table. */
const TABLE: Readonly<Record<Phase, readonly string[]>> = {
  //          opened              snapshot     next delta   elsewhere            heartbeat    resync       unreadable                     silent       given-up                       closed                   final   retry                 end
  connecting: [
    "syncing subscribe",
    "connecting",
    "connecting",
    "connecting",
    "connecting",
    "connecting",
    "connecting",
    "connecting",
    "waiting close,schedule-retry",
    "waiting schedule-retry",
    "ended",
    "connecting",
    "ended close",
  ],
  syncing: [
    "syncing",
    "live",
    "syncing",
    "syncing",
    "syncing",
    "syncing",
    "waiting close,schedule-retry",
    "syncing",
    "waiting close,schedule-retry",
    "waiting schedule-retry",
    "ended",
    "syncing",
    "ended close",
  ],
  live: [
    "live",
    "live",
    "live",
    "syncing subscribe",
    "live",
    "syncing",
    "syncing subscribe",
    "stale",
    "waiting close,schedule-retry",
    "waiting schedule-retry",
    "ended",
    "live",
    "ended close",
  ],
  stale: [
    "stale",
    "live",
    "live",
    "syncing subscribe",
    "live",
    "syncing",
    "syncing subscribe",
    "stale",
    "waiting close,schedule-retry",
    "waiting schedule-retry",
    "ended",
    "stale",
    "ended close",
  ],
  waiting: [
    "waiting",
    "waiting",
    "waiting",
    "waiting",
    "waiting",
    "waiting",
    "waiting",
    "waiting",
    "waiting",
    "waiting",
    "waiting",
    "connecting connect",
    "ended close",
  ],
  ended: [
    "ended",
    "ended",
    "ended",
    "ended",
    "ended",
    "ended",
    "ended",
    "ended",
    "ended",
    "ended",
    "ended",
    "ended",
    "ended",
  ],
};

test.each(Object.keys(TABLE) as Phase[])("from %s every input leads where the table says", (phase) => {
  const state = run(...reach[phase]).state;
  expect(state.phase).toBe(phase);
  const outcome = Object.values(inputs).map((input) => {
    const step = stepLive(state, input);
    return [step.state.phase, step.effects.join()].filter((part) => part !== "").join(" ");
  });
  expect(outcome).toEqual(TABLE[phase]);
});

test("deltas are applied in a chain, and one that starts elsewhere is never applied", () => {
  const { state } = run(...reach.live, delta(1, 2, 5), delta(2, 4, 6));
  expect(state.rows.get("q")).toEqual(row("q", 6));
  expect(state.position).toEqual(at(4));
  const broken = stepLive(state, delta(3, 5, 99));
  expect(broken.state.rows).toBe(state.rows);
  expect(broken).toMatchObject({ effects: ["subscribe"], state: { phase: "syncing", position: null } });
});

test("after a break of the line one delta from where the rows were goes on with them; anything else means a snapshot", () => {
  const { state } = run(...reach.waiting, { type: "retry" }, opened);
  expect(state).toMatchObject({ phase: "syncing", position: at(1), mark: "m" });
  const resumed = stepLive(state, delta(1, 4, 9)).state;
  expect(resumed).toMatchObject({ phase: "live", position: at(4), attempts: 0, problem: null });
  expect(resumed.rows.get("q")).toEqual(row("q", 9));
  expect(stepLive(state, delta(2, 4, 9))).toMatchObject({ effects: ["subscribe"], state: { position: null } });
  expect(stepLive(state, resync).state).toMatchObject({ phase: "syncing", position: null });
  // What could not be read is not gone on from.
  const unread = run(...reach.live, { type: "unreadable" }, { type: "unreadable" }, { type: "retry" }, opened);
  expect(unread.state).toMatchObject({ phase: "syncing", position: null });
});

test("while rows flow and no heartbeat comes, the rows of the sites say up to when their numbers are true", () => {
  const site = (watermark: number | null): Row => ({ id: "site:a", kind: "site", site: "a", watermark });
  const { state } = run(opened, snapshot(1, site(null)));
  expect(state.watermark).toEqual({ a: null });
  const to = (sequence: number, changes: Extract<ServerMessage, { type: "delta" }>["changes"]): Input =>
    hear({ type: "delta", view: "floor", from: at(sequence - 1), to: at(sequence), changes, serverTime: 1 });
  const moved = stepLive(state, to(2, [{ id: "site:a", set: { watermark: 7 } }])).state;
  expect(moved.watermark).toEqual({ a: 7 });
  expect(stepLive(moved, to(3, [{ id: "q", set: { kind: "queue" } }])).state.watermark).toBe(moved.watermark);
});

test("rows stay on the screen while the connection is away, and are never called live", () => {
  const { state } = run(...reach.live, closed(1006), { type: "retry" }, closed(1006), { type: "retry" }, opened);
  expect(state).toMatchObject({ phase: "syncing", attempts: 2 });
  expect(state.rows.get("q")).toEqual(row("q", 1));
  expect(stepLive(state, snapshot(3)).state).toMatchObject({ phase: "live", attempts: 0, rows: new Map() });
});

test("a refusal ends it and says why", () => {
  const refused = hear({
    type: "error",
    code: "unauthorized",
    temporary: false,
    message: "The shared token is missing or wrong.",
  });
  expect(run(opened, refused, closed(4501)).state).toMatchObject({
    phase: "ended",
    problem: "The shared token is missing or wrong.",
  });
});

test("whatever comes in whatever order, live rows are a snapshot and an unbroken chain after it", () => {
  const anyInput = fc.oneof(
    fc.constantFrom(...Object.values(inputs).filter(({ type }) => type !== "end")),
    fc.record({ from: fc.nat(4), to: fc.nat(4) }).map(({ from, to }) => delta(from, to, to)),
    fc.nat(4).map((sequence) => snapshot(sequence, row("q", sequence))),
  );
  fc.assert(
    fc.property(fc.array(anyInput, { maxLength: 40 }), (sequence) => {
      let state = INITIAL;
      let expected: { position: number; waiting: unknown } | null = null;
      for (const input of sequence) {
        state = stepLive(state, input).state;
        if (state.phase === "live" && state.position !== null) {
          const position = state.position["0"]![1];
          const message = input.type === "message" ? input.message : null;
          if (message?.type === "snapshot") expected = { position, waiting: state.rows.get("q")?.waiting };
          else if (message?.type === "delta" && expected !== null && message.from["0"]![1] === expected.position)
            expected = { position: message.to["0"]![1], waiting: message.changes[0]!.set!.waiting };
          expect({ position, waiting: state.rows.get("q")?.waiting }).toEqual(expected);
        }
      }
    }),
    { numRuns: 500 },
  );
});
