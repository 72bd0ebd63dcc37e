import type { Row } from "@floorwalker/protocol";
import { beforeEach, expect, test } from "vitest";
import { type BoardStore, createBoardStore, PAINT_EVERY_MS } from "../src/live/board-store.ts";
import type { LiveState } from "../src/live/live-source.ts";

/** The only things faked are time and what the gateway says. */
let time = 10_000;
let timers: { at: number; run: () => void }[] = [];
let state: LiveState;
let told: () => void;
let store: BoardStore;
let paints: number;

const row = (id: string, kind: string, value = 0): Row => ({ id, kind, value });

function tell(next: Partial<LiveState>): void {
  state = { ...state, ...next };
  told();
}

function pass(ms: number): void {
  const end = time + ms;
  for (;;) {
    const next = timers.filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at)[0];
    if (next === undefined) break;
    timers = timers.filter((timer) => timer !== next);
    time = next.at;
    next.run();
  }
  time = end;
}

beforeEach(() => {
  time = 10_000;
  timers = [];
  state = { connection: "live", rows: [], watermark: {}, build: null };
  store = createBoardStore({
    source: {
      getState: () => state,
      subscribe(listener) {
        told = listener;
        return () => {};
      },
      now: () => time,
      close: () => {},
    },
    later(run, ms) {
      const timer = { at: time + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
  });
  paints = 0;
  store.subscribe(() => paints++);
  pass(1000);
});

test("rows that change 100 times a second paint at most 4 times, and the last value is shown", () => {
  for (let n = 1; n <= 100; n++) {
    tell({ rows: [row("q", "queue", n)] });
    pass(10);
  }
  pass(PAINT_EVERY_MS);
  expect(paints).toBeLessThanOrEqual(5);
  expect(store.getSnapshot().rows).toEqual([row("q", "queue", 100)]);
});

test("an alert passes at once, although the tiles were painted just now", () => {
  tell({ rows: [row("q", "queue", 1)] });
  tell({ rows: [row("q", "queue", 2), row("a", "alert")] });
  expect(store.getSnapshot().alerts).toEqual([row("a", "alert")]);
  expect(store.getSnapshot().rows).toEqual([row("q", "queue", 1)]);
});

test("an alert that did not change does not paint again with every row", () => {
  const alert = row("a", "alert");
  tell({ rows: [alert] });
  const { alerts } = store.getSnapshot();
  pass(PAINT_EVERY_MS);
  tell({ rows: [row("q", "queue"), alert] });
  expect(store.getSnapshot().alerts).toBe(alerts);
});

test("the last values stay when the connection is lost, marked with the moment, until it is back", () => {
  tell({ rows: [row("q", "queue", 1)] });
  pass(5000);
  tell({ connection: "reconnecting" });
  const lost = time;
  pass(3000);
  tell({ connection: "offline" });
  expect(store.getSnapshot()).toMatchObject({ connection: "offline", lostAt: lost, rows: [row("q", "queue", 1)] });
  tell({ connection: "live" });
  expect(store.getSnapshot().lostAt).toBeNull();
});

test("the rows a new connection brings are shown with it, not a moment later", () => {
  tell({ connection: "reconnecting" });
  tell({ connection: "live", rows: [row("q", "queue", 7)] });
  expect(store.getSnapshot()).toMatchObject({ connection: "live", rows: [row("q", "queue", 7)] });
});

test("a server clock that is set back does not stop the painting", () => {
  tell({ rows: [row("q", "queue", 1)] });
  time -= 3_600_000;
  tell({ rows: [row("q", "queue", 2)] });
  pass(PAINT_EVERY_MS);
  expect(store.getSnapshot().rows).toEqual([row("q", "queue", 2)]);
});
