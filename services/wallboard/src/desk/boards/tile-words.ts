/** What a tile is called in the editor, and what it is about. */
import type { Tile } from "@floorwalker/protocol/board";
import { formatCount } from "../../format/format-value.ts";
import { boardWords } from "../../words/boards/board-words.ts";
import { nameIn, words } from "../../words/words.ts";

export interface KnownNames {
  /** The site that the board is of; absent: any site. */
  readonly site?: string;
  readonly queues: readonly { readonly queue: string; readonly channel: string; readonly title: string }[];
}

export function tileTitle(tile: Tile, { queues }: KnownNames): string {
  const titleOf = (queue: string, channel: string): string =>
    queues.find((each) => each.queue === queue && each.channel === channel)?.title ?? queue;
  switch (tile.kind) {
    case "worst":
      return boardWords().worstOf(formatCount(tile.rank));
    case "queue":
      return titleOf(tile.queue, tile.channel);
    case "number":
    case "goal":
      return nameIn(words.kpis, tile.kpi);
    case "message":
      return tile.text;
    default:
      return boardWords().kinds[tile.kind];
  }
}

export function tileHint(tile: Tile, names: KnownNames): string {
  if (tile.kind === "queue") return nameIn(words.channels, tile.channel);
  if (tile.kind !== "number" && tile.kind !== "goal")
    return tile.kind === "worst" || tile.kind === "message" ? boardWords().kinds[tile.kind] : "";
  const of = tileOf(tile, names);
  return tile.kind === "goal" ? `${boardWords().kinds.goal} · ${of}` : of;
}

/** Of which queue a number or a goal is, else of the whole site. */
export function tileOf(
  { at, queue, channel = "call" }: Extract<Tile, { kind: "number" | "goal" }>,
  names: KnownNames,
): string {
  return queue === undefined ? words.wholeSite : tileTitle({ kind: "queue", at, queue, channel }, names);
}
