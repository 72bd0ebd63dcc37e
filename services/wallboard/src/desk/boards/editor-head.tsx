/** Over the editor: which board, how it is kept, and what is done with all of it. */
import { useState } from "react";
import { formatCount } from "../../format/format-value.ts";
import { boardWords } from "../../words/boards/board-words.ts";
import { Link } from "../link.tsx";
import { pathOf } from "../route.ts";
import type { Draft, DraftState } from "./create-draft.ts";

export interface EditorHeadProps {
  readonly id: string;
  readonly state: DraftState;
  readonly draft: Draft;
  readonly openJson: () => void;
}

export function EditorHead({ id, state, draft, openJson }: EditorHeadProps) {
  const boards = boardWords();
  const { shown, editing, isSaved, steps } = state;
  const [isPublished, setPublished] = useState(false);
  const hasDraft = shown.draft !== null || !isSaved;
  const isFloor = editing.board.pages.some(({ layout }) => layout === "floor");
  const publish = async (): Promise<void> => setPublished(await draft.publish());
  return (
    <>
      <div className="head wrap">
        <Link href={pathOf({ page: "boards" })} className="q s">
          {boards.title}
        </Link>
        <h1>{editing.board.name}</h1>
        <span className="tag" data-testid="kept" role="status">
          {!hasDraft
            ? isPublished
              ? boards.published
              : boards.asPublished
            : isSaved
              ? steps === 0
                ? boards.origins.draft
                : boards.draftSaved(steps, formatCount(steps))
              : boards.saving}
        </span>
        <span className="grow" />
        <button type="button" className="btn" disabled={editing.past.length === 0} onClick={draft.undo}>
          {boards.undo}
        </button>
        <button type="button" className="btn" disabled={editing.future.length === 0} onClick={draft.redo}>
          {boards.redo}
        </button>
        <button type="button" className="btn" onClick={openJson}>
          {boards.json}
        </button>
        <a
          className="btn"
          href={isFloor ? `${pathOf({ page: "board", board: id })}?draft` : `/wall/${id}?draft`}
          target="_blank"
          rel="noreferrer"
        >
          {boards.preview}
        </a>
        {hasDraft && (
          <button type="button" className="btn" onClick={() => void draft.giveUp()} disabled={shown.board === null}>
            {boards.giveUp}
          </button>
        )}
        {shown.mayPublish && (
          <button type="button" className="btn primary" disabled={!hasDraft} onClick={() => void publish()}>
            {shown.screens > 0 ? boards.publishTo(shown.screens, formatCount(shown.screens)) : boards.publish}
          </button>
        )}
      </div>
      {shown.draft?.outdated === true && (
        <div className="banner" role="alert" data-testid="outdated">
          <b className="grow">{boards.outdated}</b>
          <button type="button" className="btn" onClick={() => void draft.giveUp()}>
            {boards.takeTheirs}
          </button>
          <button type="button" className="btn" onClick={draft.keepMine}>
            {boards.keepMine}
          </button>
        </div>
      )}
      {state.refusal?.code === "board_changed" && (
        <button type="button" className="btn" onClick={draft.readAgain}>
          {boards.readAgain}
        </button>
      )}
    </>
  );
}
