/** What the gateway refused, in the reader's language by its code; what it says itself, where that is all there is (it speaks English). */
import { nameIn, words } from "./words.ts";

export interface GatewayRefusal {
  readonly code?: string;
  readonly message?: string;
  readonly fix?: string;
}

/** Only its own words say what is wrong with what was sent. */
const DETAILED: ReadonlySet<string> = new Set(["bad_body", "bad_board", "bad_parameter"]);

/** A wall, which nobody reads so closely, has no such words. */
export function refusalText({ code = "", message = "", fix = "" }: GatewayRefusal): string {
  const known = nameIn((words.refusals as object | undefined) ?? {}, code);
  if (known === code) return `${message} ${fix}`.trim();
  return DETAILED.has(code) && message !== "" ? `${known}: ${message}` : known;
}
