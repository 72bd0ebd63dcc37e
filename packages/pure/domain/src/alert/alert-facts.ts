/**
 * What whoever hears of an alert is told: rows, outbox and messages are made of these facts. The schemas that readers parse with
 * are in `@floorwalker/protocol/alerts`; a compile-time check there holds the two together.
 */

import type { AgentState } from "../agent/agent-state.ts";
import type { Channel } from "../event.ts";
import type { BurnWindow } from "../goal/goal-progress.ts";
import type { ContactTrouble } from "./contact-alert.ts";
import type { ExternalOrigin } from "./external-alert.ts";
import type { WindowId } from "./rule-base.ts";

export type AlertFacts = ToldFacts | ExternalFacts;

/** What receivers may be told of. */
export type ToldFacts = KpiFacts | BudgetFacts | SourceFacts | AgentFacts | ContactAlertFacts;

/** Several alerts in one message. */
export interface GroupFacts extends RuleFacts {
  readonly about: "group";
  /** Each is told by itself. */
  readonly receiver: string;
}

interface RuleFacts {
  readonly rule: string;
  readonly default: boolean;
  readonly severity: "warning" | "critical";
  readonly site: string;
  readonly queue: string | null;
  readonly channel: Channel | null;
  readonly holdForSeconds: number;
}

/** Absent: of a queue, or of the whole site. */
interface GroupOfPeople {
  readonly team?: string;
  readonly department?: string;
  /** Of the team or department, as configured. */
  readonly title?: string;
}

export interface KpiFacts extends RuleFacts, GroupOfPeople {
  readonly about: "kpi";
  readonly kpi: string;
  readonly window: WindowId;
  readonly unit: string;
  readonly direction: "above" | "below";
  readonly limit: number;
  readonly clear: number;
  readonly value: number | null;
  readonly sample: number | null;
  readonly minimumSample: number;
}

/** Of the day so far, as on the goals page; null: not known, or not asked. */
export interface BudgetFacts extends RuleFacts, GroupOfPeople {
  readonly about: "budget";
  readonly kpi: string;
  readonly better: "higher" | "lower";
  readonly target: number | null;
  /** How many times as fast as it allows misses came, in the slower of both windows: what is compared with `limit`. */
  readonly value: number | null;
  readonly limit: number | null;
  readonly clear: number | null;
  readonly shortWindow: BurnWindow | null;
  readonly longWindow: BurnWindow | null;
  readonly shortBurn: number | null;
  readonly longBurn: number | null;
  readonly decided: number | null;
  readonly misses: number | null;
  readonly missesLeft: number | null;
  /** By the close, at the pace of the last hour. */
  readonly coming: number | null;
  /** Of those to come. */
  readonly needed: number | null;
  readonly outOfReach: boolean;
  /** Epoch ms. */
  readonly noReturnAt: number | null;
  readonly noReturnInSeconds: number | null;
  readonly sample: number | null;
  readonly minimumSample: number;
}

export interface SourceFacts extends RuleFacts {
  readonly about: "source";
  readonly source: string;
  readonly silentAfterSeconds: number;
  /** Epoch ms. */
  readonly lastEventAt: number;
}

export interface AgentFacts extends RuleFacts {
  readonly about: "agent";
  readonly agent: string;
  /** As configured, or his id. */
  readonly name: string;
  readonly team: string | null;
  readonly agentState: AgentState;
  /** Of a pause, where it was told. */
  readonly reason: string | null;
  readonly limitSeconds: number;
  /** Since when he is, or was, in that state; epoch ms. */
  readonly inStateSince: number;
}

export interface ContactAlertFacts extends RuleFacts {
  readonly about: "contact";
  readonly contact: string;
  readonly when: ContactTrouble;
  readonly limitSeconds: number;
  /** Since when it waits, or when it happened; epoch ms. */
  readonly happenedAt: number;
}

/** Of another system, as that told it; on the board only. */
export interface ExternalFacts extends RuleFacts {
  readonly about: "external";
  readonly origin: ExternalOrigin;
  readonly fingerprint: string;
  readonly title: string;
  readonly description: string | null;
  /** JSON, by name. */
  readonly labels: string;
  readonly url: string | null;
  /** As it says itself; and when it was told last, epoch ms. */
  readonly startsAt: number;
  readonly toldAt: number;
}
