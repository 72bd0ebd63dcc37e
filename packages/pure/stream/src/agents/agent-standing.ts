/** One agent of a site: his marks, and where the sweep over them stands. */
import { AGENT_TIME, AgentStatus, addPresent, type Duty, SIGNED_OUT, type StateCode } from "@floorwalker/domain";
import type { Timed } from "../timer-queue.ts";
import { AgentHours } from "./agent-hours.ts";
import { AgentSchedule } from "./agent-schedule.ts";
import type { MarkBytes } from "./mark-bytes.ts";

export class AgentStanding implements Timed {
  readonly agent: string;
  readonly hours: AgentHours;
  readonly schedule = new AgentSchedule();
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
  /** Days of his schedule that have a row in the store. */
  readonly scheduleStored = new Set<number>();
  /** After the last mark that was swept. */
  readonly status = new AgentStatus();
  /** The first mark that was not due at the last sweep; ∞: there is none. */
  nextMarkAt = Number.POSITIVE_INFINITY;
  /** Reason of his pause that is counted among those of the site. */
  countedReason: string | null = null;
  /** What the numbers were told he is now. */
  code: StateCode = SIGNED_OUT;
  /** His moves to other teams and the turns of his schedule up to then are in the numbers. */
  turnsToldUntil = Number.NEGATIVE_INFINITY;
  /** A status on the way, so that not everything is gone over again; as of before the first mark of its hour. */
  readonly anchor = new AgentStatus();
  anchorHour = Number.NEGATIVE_INFINITY;

  constructor(agent: string, bytes: MarkBytes) {
    this.agent = agent;
    this.hours = new AgentHours(bytes);
  }

  /** What the numbers were told he is scheduled to do now. */
  get duty(): Duty | null {
    return this.schedule.dutyAt(this.turnsToldUntil);
  }

  /** Since when he is scheduled, by the same; null: he is not. */
  get scheduledSince(): number | null {
    return this.schedule.scheduledSince(this.turnsToldUntil);
  }

  /** Nothing of him could still matter to anybody. */
  get isGone(): boolean {
    const { base, code, hours, status } = this;
    if (hours.hours.length > 0 || code !== SIGNED_OUT || !this.schedule.isEmpty) return false;
    return status.isBlank && (base === null || base.isBlank);
  }
}

/** By AGENT_TIME, of one agent as he was told last; undefined: nobody knows him. */
export function presentOf(standing: AgentStanding | undefined): number[] {
  const present = AGENT_TIME.map(() => 0);
  if (standing !== undefined) addPresent(present, standing.code, standing.duty, 1);
  return present;
}
