/**
 * What people do with an alert, as the gateway writes it to the log of events (rule 21): nobody else may. It names the alert as the
 * board does, and its episode, so that what was meant for one that is over never reaches the next.
 */
export const OPERATOR_TYPES = [
  "cc.operator.acknowledged",
  "cc.operator.snoozed",
  "cc.operator.handedOver",
  "cc.operator.noted",
  "cc.operator.undone",
] as const;

export type OperatorType = (typeof OPERATOR_TYPES)[number];

/** Of every type that begins so: a source may not send it. */
export const OPERATOR_PREFIX = "cc.operator.";

export interface OperatorEvent {
  readonly id: string;
  readonly type: OperatorType;
  /** Epoch ms, by the gateway's clock. */
  readonly time: number;
  readonly site: string;
  /** Id of the alert's row. */
  readonly alert: string;
  /** Start of its episode, epoch ms. */
  readonly episode: number;
  /** Who did it. */
  readonly by: string;
  /** `handedOver`: who has it from now on. */
  readonly to?: string | undefined;
  /** `snoozed`: until when, epoch ms. */
  readonly until?: number | undefined;
  /** `noted`. */
  readonly text?: string | undefined;
  /** `undone`: id of what is taken back. */
  readonly undoes?: string | undefined;
}
