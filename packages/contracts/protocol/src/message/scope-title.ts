/** What an alert on numbers is of, as people call it: a queue, a team or a department by its title. */
import type { Channel } from "@floorwalker/domain";
import type { Label } from "./alert-words.ts";
import type { Writing } from "./message-part.ts";
import { queueTitle } from "./queue-title.ts";

interface OfScope {
  readonly queue: string | null;
  readonly channel: Channel | null;
  readonly team?: string;
  readonly department?: string;
}

/** Null: the whole site. */
export function scopeTitle(of: OfScope, writing: Writing): { readonly label: Label; readonly title: string } | null {
  const { site } = writing.setting;
  const { team, department } = of;
  if (team !== undefined)
    return { label: "team", title: site?.teams.find((each) => each.team === team)?.title.trim() || team };
  if (department !== undefined) {
    const known = site?.departments?.find((each) => each.department === department);
    return { label: "department", title: known?.title.trim() || department };
  }
  const title = queueTitle(of, writing);
  return title === null ? null : { label: "queue", title };
}
