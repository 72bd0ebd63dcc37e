/** An alert's row: where it stands, and what no later event would tell again. */
import type { AlertState } from "@floorwalker/domain";
import { jsonRow, rowJson } from "../row-format.ts";
import type { Resolved, RuleState } from "./rule-state.ts";

export const ALERT_ROW = "l";
export const ALERT_FORMAT = 2;

/** Also the migration to this format writes it so. */
export interface StoredAlert {
  readonly state: AlertState;
  readonly resolved: Resolved | null;
  /** Of a contact: where it was. */
  readonly queue?: string;
}

export function alertRowOf({ state, resolved, seen: { queue } }: RuleState): Uint8Array {
  const stored: StoredAlert = { state, resolved, ...(queue === null ? {} : { queue }) };
  return jsonRow(ALERT_FORMAT, stored);
}

export function restoreAlert(alert: RuleState, row: Uint8Array): void {
  const { state, resolved, queue = null } = rowJson<StoredAlert>(ALERT_FORMAT, row);
  alert.state = state;
  alert.resolved = resolved;
  alert.seen.queue = queue;
  alert.stored = true;
}
