/** A board at a desk (`/boards/ID`): its floor, section by section. One for a wall is shown where walls are. */
import type { Board } from "@floorwalker/protocol/board";
import { useEffect } from "react";
import { boardPath, type ShownBoard } from "../../answers/boards.ts";
import { useAnswer } from "../../live/use-answer.ts";
import { VIEW_WINDOW } from "../../model/service-level-facts.ts";
import { useDesk } from "../desk-context.ts";
import { FloorSections } from "../floor/floor-page.tsx";
import { navigate, withParams } from "../navigation.ts";
import { NoBoard } from "./no-board.tsx";

const READ_EVERY_MS = 15_000;

export default function BoardPage() {
  const { route, url } = useDesk();
  const id = route.page === "board" ? route.board : "";
  const { value, refusal, code } = useAnswer<ShownBoard>(boardPath(id), READ_EVERY_MS);
  const board = value === null ? null : ((url.searchParams.has("draft") ? value.draft?.board : null) ?? value.board);
  // What was removed since is not shown on, as what could not be asked for is.
  if (code === "unknown_board") return <NoBoard id={id} refusal={{ code, message: "" }} />;
  if (board !== null) return <Shown id={id} board={board} />;
  if (refusal !== null) return <NoBoard id={id} refusal={{ code: code ?? "", message: refusal }} />;
  return <div className="page" />;
}

function Shown({ id, board }: { readonly id: string; readonly board: Board }) {
  const { url } = useDesk();
  const page = board.pages[0]!;
  const site = board.site ?? url.searchParams.get("site");
  const window = url.searchParams.get("w") ?? (board.window === VIEW_WINDOW ? null : board.window);
  // What of the board the address can say stands there: links from here keep it.
  const href = withParams(url, { site, w: window });
  useEffect(() => {
    navigate(href, "replace");
  }, [href]);
  const isWall = page.layout !== "floor";
  useEffect(() => {
    if (isWall) location.replace(`/wall/${encodeURIComponent(id)}`);
  }, [isWall, id]);
  if (page.layout !== "floor") return <div className="page" />;
  return <FloorSections sections={page.sections} only={board.queues ?? null} />;
}
