/** What an agent is doing, from the routing's point of view. Signed out is no state: `null`. */
import { C } from "../counters.ts";

export type AgentState = "idle" | "onContact" | "wrapUp" | "paused";

export const AGENT_STATES: readonly AgentState[] = ["idle", "onContact", "wrapUp", "paused"];

/** Counters of a state: net transitions, their moment, and the derived time. */
export const STATE_COUNTERS: Readonly<
  Record<AgentState, { readonly net: number; readonly moment: number; readonly time: number }>
> = {
  idle: { net: C.idleNet, moment: C.idleMoment, time: C.idleTime },
  onContact: { net: C.onContactNet, moment: C.onContactMoment, time: C.onContactTime },
  wrapUp: { net: C.wrapUpNet, moment: C.wrapUpMoment, time: C.wrapUpStateTime },
  paused: { net: C.pausedNet, moment: C.pausedMoment, time: C.pausedTime },
};

/** One boundary in an agent's time. `key` makes the order of marks total and ties a busy interval to its segment. */
export interface Mark {
  readonly time: number;
  readonly kind: MarkKind;
  /** Queue of a membership or pause; null: of the whole agent. */
  readonly queue: string | null;
  readonly key: string;
}

/** At equal time in this order: an end before a begin, so that back-to-back work leaves no gap of a state nobody was in. */
export const MARK_KINDS = [
  "signIn",
  "wrapUpOff",
  "onContactOff",
  "pause",
  "unpause",
  "wrapUpFlagOff",
  "wrapUpFlagOn",
  "wrapUpOn",
  "onContactOn",
  "signOut",
] as const;

export type MarkKind = (typeof MARK_KINDS)[number];

const ORDER = new Map<MarkKind, number>(MARK_KINDS.map((kind, index) => [kind, index]));

export function compareMarks(a: Mark, b: Mark): number {
  if (a.time !== b.time) return a.time - b.time;
  if (a.kind !== b.kind) return ORDER.get(a.kind)! - ORDER.get(b.kind)!;
  if (a.key !== b.key) return a.key < b.key ? -1 : 1;
  return 0;
}

/** Where the sweep over the marks stands: memberships, pauses, and how many segments are being worked on. */
export class AgentStatus {
  /** Queues joined; "" is a login. */
  readonly memberships = new Set<string>();
  readonly pausedQueues = new Set<string>();
  pausedAll = false;
  onContact = 0;
  wrapUp = 0;
  wrapUpFlag = false;

  apply(mark: Mark): void {
    const queue = mark.queue ?? "";
    switch (mark.kind) {
      case "signIn":
        this.memberships.add(queue);
        return;
      case "signOut":
        this.memberships.delete(queue);
        this.pausedQueues.delete(queue);
        // Logged off as a whole: an implied sign-in and its pause end too.
        if (mark.queue === null || this.memberships.size === 0) this.#signedOut(mark.queue === null);
        return;
      case "pause":
        if (this.memberships.size === 0) this.memberships.add(queue);
        if (mark.queue === null) this.pausedAll = true;
        else this.pausedQueues.add(queue);
        return;
      case "unpause":
        if (mark.queue === null) {
          this.pausedAll = false;
          this.pausedQueues.clear();
        } else this.pausedQueues.delete(queue);
        return;
      case "wrapUpFlagOn":
        this.wrapUpFlag = true;
        return;
      case "wrapUpFlagOff":
        this.wrapUpFlag = false;
        return;
      case "onContactOn":
        this.onContact++;
        return;
      case "onContactOff":
        this.onContact--;
        return;
      case "wrapUpOn":
        this.wrapUp++;
        return;
      case "wrapUpOff":
        this.wrapUp--;
    }
  }

  #signedOut(everything: boolean): void {
    if (everything) this.memberships.clear();
    this.pausedAll = false;
    this.pausedQueues.clear();
    this.wrapUpFlag = false;
  }

  /** Overlapping contacts are one busy agent; work wins over a pause; null when signed out. */
  state(): AgentState | null {
    if (this.memberships.size === 0) return null;
    if (this.onContact > 0) return "onContact";
    if (this.wrapUp > 0 || this.wrapUpFlag) return "wrapUp";
    return this.#paused() ? "paused" : "idle";
  }

  /** PAUSEALL, or paused in every queue joined (rule 23). */
  #paused(): boolean {
    if (this.pausedAll) return true;
    if (this.pausedQueues.size === 0) return false;
    for (const queue of this.memberships) if (queue !== "" && !this.pausedQueues.has(queue)) return false;
    return true;
  }

  copy(): AgentStatus {
    return AgentStatus.parse(this.serialise());
  }

  serialise(): AgentStatusData {
    return [
      [...this.memberships].sort(),
      [...this.pausedQueues].sort(),
      this.pausedAll ? 1 : 0,
      this.onContact,
      this.wrapUp,
      this.wrapUpFlag ? 1 : 0,
    ];
  }

  static parse([memberships, pausedQueues, pausedAll, onContact, wrapUp, wrapUpFlag]: AgentStatusData): AgentStatus {
    const status = new AgentStatus();
    for (const queue of memberships) status.memberships.add(queue);
    for (const queue of pausedQueues) status.pausedQueues.add(queue);
    status.pausedAll = pausedAll === 1;
    status.onContact = onContact;
    status.wrapUp = wrapUp;
    status.wrapUpFlag = wrapUpFlag === 1;
    return status;
  }
}

export type AgentStatusData = readonly [
  memberships: readonly string[],
  pausedQueues: readonly string[],
  pausedAll: number,
  onContact: number,
  wrapUp: number,
  wrapUpFlag: number,
];
