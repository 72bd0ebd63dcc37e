/**
 * Between the connection and the screen: rows reach the tiles at most every 250 ms (a tile paints ≤ 4 times a second),
 * while alerts and the state of the connection pass at once. Remembers when the connection was lost, because timers
 * that go on ticking without news would be a lie.
 */
import type { Row } from "@floorwalker/protocol";
import type { Connection, LiveSource } from "./live-source.ts";

export interface BoardSnapshot {
  readonly connection: Connection;
  /** Server time at which the connection was lost, epoch ms; null while live, and before the first connection. */
  readonly lostAt: number | null;
  readonly rows: readonly Row[];
  /** Rows of alerts, never held back. */
  readonly alerts: readonly Row[];
  readonly watermark: Readonly<Record<string, number | null>>;
}

export interface BoardStore {
  readonly getSnapshot: () => BoardSnapshot;
  readonly subscribe: (listener: () => void) => () => void;
}

export interface BoardStoreDeps {
  readonly source: LiveSource;
  /** Runs `run` after `ms`; the returned function cancels it. */
  readonly later: (run: () => void, ms: number) => () => void;
}

export const PAINT_EVERY_MS = 250;

/** The browser's own timer. */
export const laterBy: BoardStoreDeps["later"] = (run, ms) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};

export function createBoardStore({ source, later }: BoardStoreDeps): BoardStore {
  const listeners = new Set<() => void>();
  let snapshot: BoardSnapshot = { connection: "connecting", lostAt: null, rows: [], alerts: [], watermark: {} };
  const { now } = source;
  let paintedAt = Number.NEGATIVE_INFINITY;
  let cancel: (() => void) | null = null;

  const publish = (next: BoardSnapshot): void => {
    snapshot = next;
    for (const listener of listeners) listener();
  };

  const paint = (): void => {
    cancel?.();
    cancel = null;
    paintedAt = now();
    const { connection, rows, watermark } = source.getState();
    const alerts = sameRows(snapshot.alerts, alertsOf(rows));
    const same = connection === snapshot.connection && rows === snapshot.rows && watermark === snapshot.watermark;
    if (!same) publish({ connection, lostAt: lostAt(snapshot, connection, now()), rows, alerts, watermark });
  };

  const changed = (): void => {
    const { connection, rows } = source.getState();
    const due = paintedAt + PAINT_EVERY_MS - now();
    // A connection that came or went is shown together with what it brought; a clock set back holds nothing up.
    if (connection !== snapshot.connection || due <= 0 || due > PAINT_EVERY_MS) paint();
    else {
      const alerts = sameRows(snapshot.alerts, alertsOf(rows));
      if (alerts !== snapshot.alerts) publish({ ...snapshot, alerts });
      cancel ??= later(paint, due);
    }
  };

  source.subscribe(changed);
  changed();
  return {
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const alertsOf = (rows: readonly Row[]): readonly Row[] => rows.filter((row) => row.kind === "alert");

/** The old array while it holds the same rows: a changed row is always a new object. */
const sameRows = (before: readonly Row[], after: readonly Row[]): readonly Row[] =>
  before.length === after.length && before.every((row, index) => row === after[index]) ? before : after;

function lostAt(before: BoardSnapshot, connection: Connection, now: number): number | null {
  if (connection === "live") return null;
  return before.connection === "live" ? now : before.lostAt;
}
