/**
 * What whoever hears of an alert is told: rows, outbox and messages are made of these facts. The schemas that readers parse with
 * are in `@floorwalker/protocol/alerts`; a compile-time check there holds the two together.
 */
import type { Channel } from "../event.ts";
import type { WindowId } from "./rule.ts";

export type AlertFacts = KpiFacts | SourceFacts;

interface RuleFacts {
  readonly rule: string;
  readonly default: boolean;
  readonly severity: "warning" | "critical";
  readonly site: string;
  readonly queue: string | null;
  readonly channel: Channel | null;
  readonly holdForSeconds: number;
}

export interface KpiFacts extends RuleFacts {
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

export interface SourceFacts extends RuleFacts {
  readonly about: "source";
  readonly source: string;
  readonly silentAfterSeconds: number;
  /** Epoch ms. */
  readonly lastEventAt: number;
}
