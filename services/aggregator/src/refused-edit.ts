/** An edit of what judged calls already: what is in force instead, and how one gets what one wanted. */
import type { RefusedBecause, RefusedEdit } from "@floorwalker/stream";

const FIXES: Readonly<Record<RefusedBecause, string>> = {
  edited_in_place:
    "Set it back, and write what is to be from now on under `changes`, with a `from` that is still to come.",
  change_missing: "Put it back: what has been in force stays in the list.",
  begins_in_the_past: "Give it a `from` that is still to come: some were judged without it.",
};

/** `place`: where it stands in the file; null: nowhere. */
export function refusedEditText({ of, because, from, inForce, configured }: RefusedEdit, place: string | null): string {
  const since = from === null ? "" : ` from ${new Date(from).toISOString()}`;
  const kept = inForce === null ? "nothing" : JSON.stringify(inForce);
  const wanted = configured === null ? "nothing" : JSON.stringify(configured);
  return `${place === null ? "" : `${place}: `}${because}: ${of.join(" ")}${since} is ${kept}, the configuration has ${wanted}. ${FIXES[because]}`;
}
