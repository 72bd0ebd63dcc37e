/** An alert transition on its way to a person: what the aggregator puts in the outbox and a channel delivers. */
export interface AlertNotification {
  /** hash(rule, scope, start of the episode, state): stable over retries and restarts (rule 21). */
  readonly key: string;
  readonly state: "firing" | "resolved";
  readonly rule: string;
  readonly severity: "warning" | "critical";
  readonly site: string;
  /** Absent for a rule on the whole site. */
  readonly queue?: string;
  readonly channel?: string;
  readonly kpi: string;
  readonly window: string;
  /** The value that caused the transition; null when it became unknown. */
  readonly value: number | null;
  readonly limit: number;
  readonly direction: "above" | "below";
  readonly unit: string;
  /** ISO 8601 UTC. */
  readonly since: string;
  readonly at: string;
  readonly receivers: readonly string[];
  /** A drill (`floorwalker alert test`): a channel says so plainly. */
  readonly test?: true;
}

/**
 * Delivers one notification to one receiver. Laws (`../contract/delivery.ts`): a delivery that resolves `delivered` was
 * accepted by the other side (2xx, 250); the key travels with it, so that the receiver can drop a repetition;
 * `retry` is for what may pass, `refused` for what never will; it never throws.
 */
export type DeliveryResult =
  | { readonly result: "delivered" }
  | { readonly result: "retry"; readonly reason: string }
  | { readonly result: "refused"; readonly reason: string };

export interface DeliveryChannel {
  deliver(notification: AlertNotification): Promise<DeliveryResult>;
  close(): Promise<void>;
}
