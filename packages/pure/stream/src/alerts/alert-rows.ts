/** An alert's row: where it stands, what people did with it, who was told, and what no later event would tell again. */
import { type Action, type AlertState, type ExternalTold, type Telling, TOLD_NOBODY } from "@floorwalker/domain";
import { jsonRow, rowJson } from "../row-format.ts";
import type { PastEpisode, Resolved, RuleState } from "./rule-state.ts";

export const ALERT_ROW = "l";
export const ALERT_FORMAT = 2;

/** Also the migration to this format writes it so. */
export interface StoredAlert {
  readonly state: AlertState;
  readonly resolved: Resolved | null;
  /** Of a contact: where it was. */
  readonly queue?: string;
  /** Absent: not known. */
  readonly worst?: number;
  /** Absent: none is remembered. */
  readonly past?: readonly PastEpisode[];
  /** Of the episode before, while another one has begun; absent: as `resolved` says. */
  readonly overAt?: number;
  /** Absent: nobody did anything. */
  readonly actions?: readonly Action[];
  /** Absent: it is no other system's. */
  readonly external?: ExternalTold;
  /** Absent: whoever wrote it told all receivers of a rule at once, when it fired. */
  readonly telling?: Telling;
}

export function alertRowOf(alert: RuleState): Uint8Array {
  const { state, resolved, overAt, worst, past, actions, telling } = alert;
  const { queue, external } = alert.seen;
  const stored: StoredAlert = {
    state,
    resolved,
    ...(queue === null ? {} : { queue }),
    ...(worst === null ? {} : { worst }),
    ...(past.length === 0 ? {} : { past }),
    ...(overAt === null || resolved !== null ? {} : { overAt }),
    ...(actions.length === 0 ? {} : { actions }),
    ...(external === null ? {} : { external }),
    telling,
  };
  return jsonRow(ALERT_FORMAT, stored);
}

export function restoreAlert(alert: RuleState, row: Uint8Array): void {
  const {
    state,
    resolved,
    worst = null,
    past = [],
    queue = null,
    actions = [],
    external = null,
    telling,
    overAt = resolved?.at ?? null,
  } = rowJson<StoredAlert>(ALERT_FORMAT, row);
  alert.state = state;
  alert.resolved = resolved;
  alert.worst = worst;
  alert.past = past;
  alert.overAt = overAt;
  alert.seen.queue = queue;
  alert.seen.external = external;
  alert.actions = actions;
  alert.telling = telling ?? toldAtOnce(state, alert.rule.receivers);
  alert.stored = true;
}

const toldAtOnce = (state: AlertState, told: readonly string[]): Telling =>
  state.kind === "firing" ? { told, steps: 1, reminders: 0, at: state.firedAt } : TOLD_NOBODY;
