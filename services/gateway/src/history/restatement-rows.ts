/**
 * What was restated in the last 24 hours, as rows of the view `restatements`: the newest of each site, read from the history again and
 * again, and told as they come, change and go. While the history cannot be read they stay as they were.
 */
import { cellName } from "@floorwalker/domain";
import type { History, Restatement } from "@floorwalker/ports";
import type { RestatementRow, Row } from "@floorwalker/protocol";
import { type Logger, SYSTEM_TIMING, sleep, type Timing } from "@floorwalker/runtime";
import { viewId } from "@floorwalker/stream";
import { HeldRow } from "../held-row.ts";

export interface RestatementRowsOptions {
  readonly history: Pick<History, "restatements">;
  readonly sites: () => readonly string[];
  readonly tell: (rows: readonly (readonly [id: string, row: HeldRow | null])[]) => void;
  readonly clock: () => number;
  readonly logger: Logger;
  /** Absent: the system's. */
  readonly timing?: Timing;
}

const PAUSE_MS = 5_000;
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** Of a site; the rest is told by `GET /v1/restatements`. */
const MOST = 200;

export class RestatementRows {
  readonly #options: RestatementRowsOptions;
  readonly #stopping = new AbortController();
  /** What was told of each site, by id. */
  readonly #told = new Map<string, ReadonlyMap<string, Row>>();
  #looking: Promise<void> | null = null;

  constructor(options: RestatementRowsOptions) {
    this.#options = options;
  }

  start(): void {
    this.#looking ??= this.#look();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#looking;
  }

  async #look(): Promise<void> {
    const { logger, timing = SYSTEM_TIMING } = this.#options;
    const { signal } = this.#stopping;
    let failing = false;
    while (!signal.aborted) {
      try {
        for (const site of this.#options.sites()) {
          if (signal.aborted) return;
          await this.#read(site);
        }
        failing = false;
      } catch (error) {
        if (!failing) logger.warn("restatements_not_read", { error });
        failing = true;
      }
      await sleep(timing, PAUSE_MS, signal);
    }
  }

  async #read(site: string): Promise<void> {
    const { history, clock, tell } = this.#options;
    const now = clock();
    // Those of this very minute are told as of its beginning.
    const found = await history.restatements({ site, from: now - DAY_MS, to: now + MINUTE_MS, limit: MOST });
    if (this.#stopping.signal.aborted) return;
    const before = this.#told.get(site) ?? new Map<string, Row>();
    const rows = new Map(found.map((restatement) => rowOf(restatement)).map((row) => [row.id, row]));
    this.#told.set(site, rows);
    const gone = [...before.keys()].filter((id) => !rows.has(id));
    const changed = [...rows.values()].filter((row) => JSON.stringify(before.get(row.id)) !== JSON.stringify(row));
    tell([...gone.map((id) => [id, null] as const), ...changed.map((row) => [row.id, HeldRow.of(row)] as const)]);
  }
}

function rowOf({ site, cell, length, from, kpi, before, after, events, at }: Restatement): Row {
  const { kind: _, ...scope } = cellName(cell);
  const row: RestatementRow = {
    id: viewId("restatement", site, encodeURIComponent(cell), length, String(from), kpi, String(at)),
    kind: "restatement",
    site,
    queue: null,
    channel: null,
    agent: null,
    team: null,
    tag: null,
    value: null,
    ...scope,
    kpi,
    interval: length,
    from,
    before,
    after,
    events,
    at,
  };
  return { ...row };
}
