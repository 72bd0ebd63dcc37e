/** An alert as it is on the board now, called by the key of its episode: what was meant for one that is over names no other. */
import type { Note } from "@floorwalker/domain";
import type { AlertRow, Row } from "@floorwalker/protocol";
import type { Sight } from "../access/sight.ts";
import type { Replica } from "../replica.ts";

/** In the order of an alert's life. */
export const ALERT_STATES = ["pending", "firing", "acknowledged", "resolved"] as const;
export type ShownState = (typeof ALERT_STATES)[number];

export interface ShownAlert {
  /** hash(rule, scope, start of the episode): the same as in messages (`episode`), and in their links. */
  readonly key: string;
  /** In the store. */
  readonly id: string;
  /** As it is told. */
  readonly row: AlertRow;
}

const isAlert = (row: Row): row is Row & AlertRow => row.kind === "alert";

/** All that he is told of, in no order. */
export function shownAlerts(replica: Pick<Replica, "rows">, sight: Sight): ShownAlert[] {
  const shown: ShownAlert[] = [];
  for (const { name, row } of replica.rows()) {
    if (name.kind !== "alert" || row === null || !isAlert(row)) continue;
    const seen = sight.row(row);
    if (seen === null || !isAlert(seen)) continue;
    shown.push({ key: sight.told.alertKey(row), id: row.id, row: seen });
  }
  return shown;
}

/** Firing, and a named person has it: acknowledged. */
export const stateOf = ({ state, owner }: AlertRow): ShownState =>
  state === "firing" && owner !== null ? "acknowledged" : state;

/** As it is answered; what is kept for undoing is nobody's to read. */
export function alertFields({ key, row }: ShownAlert): object {
  const { id, kind: _kind, undoable: _undoable, notes, past, ...fields } = row;
  return {
    alert: key,
    row: id,
    ...fields,
    state: stateOf(row),
    notes: notes === null ? [] : (JSON.parse(notes) as Note[]),
    past: past === null ? [] : (JSON.parse(past) as object[]),
  };
}
