/** All boards that somebody may see: where each lies, who begins with it, and what may be done with it. */
import { useState } from "react";
import { BOARDS_PATH, type BoardsAnswer, boardPath, type ListedBoard, type ShownBoard } from "../../answers/boards.ts";
import { formatMoment } from "../../format/format-time.ts";
import { formatCount } from "../../format/format-value.ts";
import { me } from "../../live/who.ts";
import { newBoard } from "../../model/new-board.ts";
import { Icon } from "../../ui/icon.tsx";
import { useNow } from "../../ui/time-context.ts";
import { boardWords } from "../../words/boards/board-words.ts";
import { words } from "../../words/words.ts";
import { Refused } from "../admin/refused.tsx";
import { askGateway, useList } from "../admin/use-list.ts";
import { useDesk } from "../desk-context.ts";
import { Link } from "../link.tsx";
import { navigate } from "../navigation.ts";
import { pathOf } from "../route.ts";
import { RemoveBoard } from "./remove-board.tsx";
import "../admin/admin.css";
import "./boards.css";

export default function BoardsPage() {
  const boards = boardWords();
  const { site } = useDesk();
  const { value, refusal, readAgain } = useList<BoardsAnswer>(BOARDS_PATH);
  const [failed, setFailed] = useState<string | null>(null);
  const [removed, setRemoved] = useState<ListedBoard | null>(null);
  const role = me()?.role ?? "admin";
  const mayMake = role !== "viewer";
  const make = async (board: object): Promise<void> => {
    const answer = await askGateway<ShownBoard>("POST", BOARDS_PATH, { board });
    if (!answer.ok) return setFailed(answer.message);
    navigate(pathOf({ page: "boardEditor", board: answer.value.id }));
  };
  const copy = async (id: string): Promise<void> => {
    const answer = await askGateway<ShownBoard>("GET", boardPath(id), null);
    if (!answer.ok) return setFailed(answer.message);
    const board = (answer.value.draft?.board ?? answer.value.board)!;
    await make({ ...board, name: boards.copyOf(board.name).slice(0, 60), defaultFor: [] });
  };
  return (
    <div className="page admin boards">
      <div className="head wrap">
        <h1>{boards.title}</h1>
        <span className="tag">{formatCount(value?.boards.length ?? 0)}</span>
        <span className="grow" />
        {mayMake && (
          <>
            <button
              type="button"
              className="btn"
              onClick={() => void make(newBoard("floor", boards.newFloor, site?.site ?? null))}
            >
              {boards.newFloor}
            </button>
            <button
              type="button"
              className="btn primary"
              onClick={() => void make(newBoard("wall", boards.newWall, site?.site ?? null))}
            >
              {boards.newWall}
            </button>
          </>
        )}
      </div>
      <p className="q">{boards.hint}</p>
      <Refused message={failed ?? refusal} />
      <ul className="board-cards">
        {(value?.boards ?? []).map((board) => (
          <BoardCard
            key={board.id}
            board={board}
            copy={mayMake ? () => void copy(board.id) : null}
            remove={() => setRemoved(board)}
          />
        ))}
      </ul>
      {removed !== null && <RemoveBoard board={removed} close={() => setRemoved(null)} changed={readAgain} />}
    </div>
  );
}

interface BoardCardProps {
  readonly board: ListedBoard;
  readonly copy: (() => void) | null;
  readonly remove: () => void;
}

function BoardCard({ board, copy, remove }: BoardCardProps) {
  const boards = boardWords();
  const { zone, sites } = useDesk();
  const now = useNow();
  const { id, name, origin, shows, pages, screens, draftSavedAt, publishedAt, publishedBy, defaultFor } = board;
  const unseen = <span className="unseen"> {name}</span>;
  const siteName = sites.find((each) => each.site === board.site)?.name ?? board.site;
  const mayRemove = origin === "draft" || (origin === "store" && board.mayPublish);
  return (
    <li className="panel screen" data-testid="board" data-origin={origin}>
      <div className="row top">
        <span className="picture" aria-hidden="true">
          <Icon name={shows === "floor" ? "floor" : "screens"} />
        </span>
        <div className="grow facts">
          <h2 className="m">{name}</h2>
          <p className="s q">
            {siteName ?? boards.anySite} ·{" "}
            {shows === "floor" ? boards.ofDesk : boards.ofWall(pages, formatCount(pages))}
          </p>
          <p className="s">
            {boards.origins[origin]}
            {publishedAt !== null &&
              ` · ${boards.publishedBy(publishedBy ?? "", formatMoment(Date.parse(publishedAt), now, zone))}`}
          </p>
          {draftSavedAt !== null && origin !== "draft" && <p className="s c-watch">{boards.hasDraft}</p>}
          {defaultFor.length > 0 && (
            <p className="xs q">
              {boards.defaultFor}:{" "}
              {defaultFor
                .map((each) => (each === "wall" ? boards.everyWall : words.access.account.roles[each]))
                .join(", ")}
            </p>
          )}
          {screens > 0 && <p className="xs q">{boards.onScreens(screens, formatCount(screens))}</p>}
        </div>
      </div>
      <div className="row wrap acts">
        {board.mayEdit && (
          <Link className="btn" href={pathOf({ page: "boardEditor", board: id })}>
            {boards.edit}
            {unseen}
          </Link>
        )}
        {origin !== "draft" && (
          <a className="btn" href={shows === "floor" ? pathOf({ page: "board", board: id }) : `/wall/${id}`}>
            {boards.show}
            {unseen}
          </a>
        )}
        {copy !== null && (
          <button type="button" className="btn" onClick={copy}>
            {boards.copy}
            {unseen}
          </button>
        )}
        <span className="grow" />
        {mayRemove && (
          <button type="button" className="btn danger" onClick={remove}>
            {boards.remove}
            {unseen}
          </button>
        )}
      </div>
    </li>
  );
}
