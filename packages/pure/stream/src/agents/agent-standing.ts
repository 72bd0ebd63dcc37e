/** One agent of a site: his marks, and where the sweep over them stands. */
import { AgentStatus, SIGNED_OUT, type StateCode } from "@floorwalker/domain";
import type { Timed } from "../timer-queue.ts";
import { AgentHours } from "./agent-hours.ts";
import type { MarkBytes } from "./mark-bytes.ts";

export class AgentStanding implements Timed {
  readonly agent: string;
  readonly hours: AgentHours;
  dueAt: number | null = null;
  /** Something of his time changed since the last sweep. */
  touched = false;
  /** Since the last commit. */
  dirty = false;
  /** What the marks that are no longer kept amounted to; null: nothing. */
  base: AgentStatus | null = null;
  /** What the numbers were told he was then. */
  baseCode: StateCode = SIGNED_OUT;
  baseChanged = false;
  baseStored = false;
  /** After the last mark that was swept. */
  readonly status = new AgentStatus();
  /** The first mark that was not due at the last sweep; ∞: there is none. */
  nextMarkAt = Number.POSITIVE_INFINITY;
  /** Reason of his pause that is counted among those of the site. */
  countedReason: string | null = null;
  /** What the numbers were told he is now. */
  code: StateCode = SIGNED_OUT;
  /** His moves to other teams up to then are in the numbers. */
  movesToldUntil = Number.NEGATIVE_INFINITY;
  /** A status on the way, so that not everything is gone over again; as of before the first mark of its hour. */
  readonly anchor = new AgentStatus();
  anchorHour = Number.NEGATIVE_INFINITY;

  constructor(agent: string, bytes: MarkBytes) {
    this.agent = agent;
    this.hours = new AgentHours(bytes);
  }

  /** Nothing of him could still matter to anybody. */
  get isGone(): boolean {
    const { base, code, hours, status } = this;
    return hours.hours.length === 0 && code === SIGNED_OUT && status.isBlank && (base === null || base.isBlank);
  }
}
