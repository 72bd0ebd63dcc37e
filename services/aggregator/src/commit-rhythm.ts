/**
 * When an owner commits and tells rows, and how long it may rest: a tick apart while it is live, in a flood less often, in big steps while it
 * catches up. By the monotonic clock: the wall clock may be set back, and commits must not stop for as long.
 */
import type { Timing } from "@floorwalker/runtime";

/** Catching up: a commit after so many events or so long, so that what opened and closed in between leaves one record. */
const CATCH_UP_EVENTS = 20_000;
const CATCH_UP_MS = 2_000;
/** More events than this at a time are a flood: then commits leave two thirds of the time to the fold, as long as nobody waits for long. */
const FLOOD_EVENTS = 1_000;
const COMMIT_SHARE = 1 / 3;
const FLOOD_MS = 500;
/** So often who looks on sees how far it has come: rows cost more than the events they tell of. */
const VIEWS_BEHIND_MS = 5_000;
/** The longest rest: a wall clock that is set is seen by then. Owners of one process look at the same moments, so that it wakes once for all. */
const LOOK_MS = 250;
/** Without anything to say for so long, an owner commits all the same: a store that forgot it, or another owner, shows. */
const IDLE_MS = 5_000;

/** Where an owner is. */
export interface Standing {
  /** At the end of its log, but for a burst. */
  readonly live: boolean;
  /** Events that were folded since the last commit. */
  readonly uncommitted: number;
  readonly caughtUp: boolean;
  /** More view rows wait for the next commit. */
  readonly more: boolean;
}

export class CommitRhythm {
  readonly #timing: Timing;
  readonly #tickMs: number;
  #committedAt = 0;
  /** How long the last one took, from letting time pass to the store's answer. */
  #took = 0;
  /** When rows were last told. */
  #viewedAt: number;
  /** When the store last took a commit. */
  #heardAt = 0;

  constructor(timing: Timing, tickMs: number) {
    this.#timing = timing;
    this.#tickMs = tickMs;
    this.#viewedAt = timing.monotonic();
  }

  /** The partition was claimed. */
  begin(): void {
    this.#committedAt = this.#timing.monotonic();
    this.#heardAt = this.#committedAt;
  }

  /** Live: the first event after a quiet tick goes out at once, then one commit a tick. */
  isDue({ live, uncommitted, caughtUp, more }: Standing): boolean {
    const since = this.#timing.monotonic() - this.#committedAt;
    if (live) return more || since >= this.#every(uncommitted);
    if (uncommitted >= CATCH_UP_EVENTS) return true;
    return since >= CATCH_UP_MS || (caughtUp && uncommitted > 0);
  }

  /** Until the next commit of what was folded, ms; 0 and below: it is due. */
  left(uncommitted: number): number {
    return this.#every(uncommitted) - (this.#timing.monotonic() - this.#committedAt);
  }

  /** While live, ms: a tick, in a flood longer. */
  #every(uncommitted: number): number {
    const tickMs = this.#tickMs;
    return uncommitted < FLOOD_EVENTS ? tickMs : Math.max(tickMs, Math.min(this.#took / COMMIT_SHARE, FLOOD_MS));
  }

  /** Nothing is in hand: until time alone changes something, in `due` ms, or it is time to look. */
  rest(due: number): number {
    const tickMs = this.#tickMs;
    const look = LOOK_MS - (this.#timing.monotonic() % LOOK_MS);
    return Math.max(tickMs, Math.min(due, look < tickMs ? look + LOOK_MS : look));
  }

  /** Whether the commit that is being made tells rows. `isSeen`: whoever looks on sees what is now. */
  tellsViews(isSeen: boolean): boolean {
    const now = this.#timing.monotonic();
    const tells = isSeen || now - this.#viewedAt >= VIEWS_BEHIND_MS;
    if (tells) this.#viewedAt = now;
    return tells;
  }

  /** What changed was taken for a commit. */
  drafted(): void {
    this.#committedAt = this.#timing.monotonic();
  }

  /** The store has said nothing for so long that it is to be asked. */
  get isIdle(): boolean {
    return this.#timing.monotonic() - this.#heardAt >= IDLE_MS;
  }

  /** The store took it. */
  committed(): void {
    this.#heardAt = this.#timing.monotonic();
  }

  /** Time passed and what was folded was committed, from this moment on. */
  tookSince(began: number): void {
    this.#took = this.#timing.monotonic() - began;
  }
}
