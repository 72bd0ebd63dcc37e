/**
 * Paired televisions as rows of the view `screens`: looked at every second, for one falls silent by time alone and another gateway may have
 * heard of one. No partition has them: they move without a position.
 */
import type { Screen } from "@floorwalker/domain";
import { SYSTEM_TIMING, sleep, type Timing } from "@floorwalker/runtime";
import { HeldRow } from "../held-row.ts";
import type { OpenScreens } from "./open-screens.ts";
import { screenRow } from "./screen-row.ts";

export interface ScreenRowsOptions {
  /** All that are known, revoked ones too. */
  readonly screens: () => readonly Screen[];
  readonly open: OpenScreens;
  readonly tell: (rows: readonly (readonly [id: string, row: HeldRow | null])[]) => void;
  readonly clock: () => number;
  /** Absent: the system's. */
  readonly timing?: Timing;
}

const PAUSE_MS = 1_000;

export class ScreenRows {
  readonly #options: ScreenRowsOptions;
  readonly #stopping = new AbortController();
  #told: ReadonlyMap<string, string> = new Map();
  #looking: Promise<void> | null = null;

  constructor(options: ScreenRowsOptions) {
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
    const { timing = SYSTEM_TIMING } = this.#options;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      this.#tell();
      await sleep(timing, PAUSE_MS, signal);
    }
  }

  #tell(): void {
    const { screens, open, tell, clock } = this.#options;
    const now = clock();
    const rows = screens().map((screen) => screenRow(screen, open, now));
    const told = new Map(rows.map((row) => [row.id, JSON.stringify(row)]));
    const gone = [...this.#told.keys()].filter((id) => !told.has(id));
    const changed = rows.filter(({ id }) => this.#told.get(id) !== told.get(id));
    this.#told = told;
    if (gone.length + changed.length === 0) return;
    tell([...gone.map((id) => [id, null] as const), ...changed.map((row) => [row.id, HeldRow.of(row)] as const)]);
  }
}
