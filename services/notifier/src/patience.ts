/**
 * How long a receiver is tried. For three days after a message was recorded nothing is given up, then it is, or an outbox would grow without
 * an end: restarts do not count anew, but for an hour each, and a clock that has just jumped is not believed. What only somebody can mend is
 * tried for a day: of such answers of this receiver, without another between them, since this program began; whoever begins anew each day has
 * the three days.
 */
import { SettledClock } from "@floorwalker/domain";
import type { DeliveryResult } from "@floorwalker/ports";
import type { Timing } from "@floorwalker/runtime";
import type { Written } from "./write-report.ts";

export type Attempted = DeliveryResult | Exclude<Written, { result: "written" }>;

/** What was tried. */
export interface Tried {
  /** Monotonic, ms. */
  readonly addedAt: number;
  /** Epoch ms. */
  readonly recordedAt: number;
  /** False: it could not be written. */
  readonly wasSent: boolean;
}

export interface PatienceOptions {
  readonly timing: Timing;
  /** Epoch ms. */
  readonly clock: () => number;
}

/** What needs mending is refused after so long. */
const MENDED_WITHIN_MS = 86_400_000;
/** And so is whatever else does not get through. */
const BACK_WITHIN_MS = 3 * MENDED_WITHIN_MS;
/** Though it was recorded long ago: both may have been away, or a clock be wrong. */
const TRIED_FOR_MS = 3_600_000;

export class Patience {
  readonly #options: PatienceOptions;
  readonly #settled = new SettledClock();
  /** Since when all that it answers is that somebody must mend something; null: its newest answer was another. */
  #mendingSince: number | null = null;

  constructor(options: PatienceOptions) {
    this.#options = options;
  }

  /** What was wrong may be mended. */
  beginAnew(): void {
    this.#mendingSince = null;
  }

  /** What was answered; refused where it was so for too long. */
  judged(result: Attempted, { addedAt, recordedAt, wasSent }: Tried): Attempted {
    const { timing, clock } = this.#options;
    const now = timing.monotonic();
    const needsMending = result.result === "retry" && result.needsMending === true;
    // What was not sent, as of a day that is not kept yet, says nothing of the receiver.
    if (wasSent) this.#mendingSince = needsMending ? (this.#mendingSince ?? now) : null;
    if (result.result !== "retry") return result;
    const triedFor = now - addedAt;
    const recordedFor = this.#settled.at(clock(), now) - recordedAt;
    const refused = (words: string): Attempted => ({ result: "refused", reason: `${result.reason}, for ${words}` });
    const mendingSince = Math.max(this.#mendingSince ?? now, addedAt);
    if (wasSent && now - mendingSince >= MENDED_WITHIN_MS) return refused("a day");
    if (triedFor >= BACK_WITHIN_MS || (triedFor >= TRIED_FOR_MS && recordedFor >= BACK_WITHIN_MS))
      return refused("three days");
    return result;
  }
}
