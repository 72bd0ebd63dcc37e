/**
 * The goals of all sites as rows of the view `goals`: made anew, when somebody looks, after each change of what they are of. What history and
 * forecasts say of them is read every few seconds, of sites whose goals somebody watches. No partition has these rows: they move without
 * a position.
 */
import type { Goal, SiteConfig } from "@floorwalker/domain";
import { type Configuration, type Logger, SYSTEM_TIMING, sleep, type Timing } from "@floorwalker/runtime";
import { HeldRow } from "../held-row.ts";
import type { LiveDays } from "../history/live-days.ts";
import type { RowChange } from "../partition-replica.ts";
import { goalParts } from "./goal-parts.ts";
import { goalRow, goalRowId } from "./goal-row.ts";
import type { GoalsBeside } from "./goals-beside.ts";
import { goalsInForce, toldGoal } from "./site-goals.ts";

export interface GoalRowsOptions {
  readonly config: () => Pick<Configuration, "sites" | "goals">;
  readonly row: (id: string) => HeldRow | null;
  readonly liveDays: (site: string) => LiveDays | null;
  /** Reads history and forecasts. */
  readonly beside: (site: SiteConfig, now: number) => Promise<GoalsBeside>;
  readonly watched: () => (site: string) => boolean;
  readonly tell: (rows: readonly (readonly [id: string, row: HeldRow | null])[]) => void;
  readonly clock: () => number;
  readonly logger: Logger;
  /** Absent: the system's. */
  readonly timing?: Timing;
}

/** Goals are read from all windows of many rows: what changes within it is told together, ms. */
const TOGETHER_MS = 75;
const LOOK_MS = 1_000;
const BESIDE_MS = 15_000;
const NOTHING_BESIDE: GoalsBeside = { queues: [], kept: new Map() };

interface KnownGoal {
  readonly id: string;
  readonly site: string;
  readonly goal: Goal;
  /** Ids of the rows that it is read from. */
  readonly parts: readonly string[];
}

export class GoalRows {
  readonly #options: GoalRowsOptions;
  readonly #timing: Timing;
  readonly #stopping = new AbortController();
  #sites: ReadonlyMap<string, SiteConfig> | null = null;
  readonly #goals = new Map<string, KnownGoal>();
  /** By id of a row that they are read from. */
  readonly #readFrom = new Map<string, Set<string>>();
  readonly #beside = new Map<string, GoalsBeside>();
  readonly #besideAt = new Map<string, number>();
  /** Goals to be told anew; null: nothing is on its way. */
  #changed: Set<string> | null = null;
  #looking: Promise<void> | null = null;

  constructor(options: GoalRowsOptions) {
    this.#options = options;
    this.#timing = options.timing ?? SYSTEM_TIMING;
  }

  start(): void {
    this.#looking ??= this.#look();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#looking;
  }

  /** Rows changed that goals may be read from. */
  follow(told: readonly RowChange[]): void {
    const changes = told.filter(({ before, after }) => (after ?? before)!.name.kind !== "goal");
    if (changes.length === 0) return;
    const { sites } = this.#options.config();
    const isReconfigured = sites !== this.#sites;
    if (isReconfigured || changes.some(({ before, after }) => (after ?? before)!.name.kind === "goals")) this.#settle();
    for (const { id } of changes) for (const goal of this.#readFrom.get(id) ?? []) this.#tellSoon(goal);
  }

  /** Which goals there are. */
  #settle(): void {
    const { config, row, tell } = this.#options;
    const { sites, goals: regionGoals } = config();
    this.#sites = sites;
    const gone = new Set(this.#goals.keys());
    this.#goals.clear();
    this.#readFrom.clear();
    for (const site of sites.values())
      for (const goal of goalsInForce({ site, regionGoals, row })) {
        const id = goalRowId(site.id, goal.kpi, goal.scope);
        const parts = goalParts(goal.scope, site, [...sites.values()]).map((part) => part.row);
        gone.delete(id);
        this.#goals.set(id, { id, site: site.id, goal, parts });
        for (const part of parts) this.#readFrom.set(part, (this.#readFrom.get(part) ?? new Set()).add(id));
        this.#tellSoon(id);
      }
    if (gone.size > 0) tell([...gone].map((id) => [id, null] as const));
  }

  #tellSoon(id: string): void {
    if (this.#changed !== null) {
      this.#changed.add(id);
      return;
    }
    this.#changed = new Set([id]);
    void sleep(this.#timing, TOGETHER_MS, this.#stopping.signal).then(() => {
      const changed = this.#changed!;
      this.#changed = null;
      if (this.#stopping.signal.aborted) return;
      this.#options.tell([...changed].flatMap((each) => this.#rowOf(each)));
    });
  }

  #rowOf(id: string): (readonly [id: string, row: HeldRow])[] {
    const known = this.#goals.get(id);
    const site = known && this.#sites?.get(known.site);
    if (known === undefined || site === undefined) return [];
    const { row, liveDays, clock } = this.#options;
    // As they are now, whenever somebody looks.
    const parts = new Map(known.parts.map((part) => [part, row(part)]));
    const now = clock();
    const { queues, kept } = this.#beside.get(site.id) ?? NOTHING_BESIDE;
    const given = {
      site,
      sites: [...this.#sites!.values()],
      row: (part: string) => parts.get(part) ?? null,
      queues,
      kept: (of: string) => kept.get(of) ?? null,
      liveDays,
      now,
    };
    const made = () => {
      const told = toldGoal(known.goal, given);
      return told === null ? null : goalRow(id, site.id, told);
    };
    return [[id, HeldRow.made(id, made)]];
  }

  async #look(): Promise<void> {
    const { config, watched, clock, logger } = this.#options;
    const { signal } = this.#stopping;
    let failing = false;
    while (!signal.aborted) {
      const isWatched = watched();
      for (const site of config().sites.values()) {
        const now = clock();
        const isFresh = Math.abs(now - (this.#besideAt.get(site.id) ?? Number.NEGATIVE_INFINITY)) < BESIDE_MS;
        if (signal.aborted || isFresh || !isWatched(site.id)) continue;
        this.#besideAt.set(site.id, now);
        try {
          this.#beside.set(site.id, await this.#options.beside(site, now));
          failing = false;
        } catch (error) {
          if (!failing) logger.warn("goals_without_history", { error });
          failing = true;
        }
        for (const { id, site: of } of this.#goals.values()) if (of === site.id) this.#tellSoon(id);
      }
      await sleep(this.#timing, LOOK_MS, signal);
    }
  }
}
