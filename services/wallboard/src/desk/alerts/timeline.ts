/** What has happened to an alert, the newest first, as far as its row tells it. */
import type { AlertRow } from "@floorwalker/protocol";
import { notesOf } from "../../model/handled.ts";
import type { IconName } from "../../ui/icon.tsx";
import { words } from "../../words/words.ts";
import { handledWord } from "./alert-line.ts";

export interface Happening {
  /** Epoch ms. */
  readonly at: number;
  readonly icon: IconName;
  readonly text: string;
}

export function timelineOf(alert: AlertRow): readonly Happening[] {
  const { acts } = words;
  const { state, since, at, owner, ownedSince } = alert;
  const found: Happening[] = [{ at: since, icon: "pending", text: acts.began }];
  if (state === "firing") found.push({ at, icon: "breach", text: acts.fired });
  if (state === "resolved") found.push({ at, icon: "onTarget", text: acts.over });
  if (owner !== null && ownedSince !== null)
    found.push({ at: ownedSince, icon: "acknowledge", text: `${handledWord("acknowledged")}: ${owner}` });
  for (const { by, at: notedAt, text } of notesOf(alert))
    found.push({ at: notedAt, icon: "note", text: `${acts.noteBy(by)}: ${text}` });
  // Of one moment what came of it stands above.
  return found.sort((a, b) => a.at - b.at).reverse();
}
