/** A board, or one's draft of one, is removed: asked before, for nobody brings it back. */
import { useState } from "react";
import { boardPath, type ListedBoard } from "../../answers/boards.ts";
import { boardWords } from "../../words/boards/board-words.ts";
import { Refused } from "../admin/refused.tsx";
import { askGateway } from "../admin/use-list.ts";
import { Dialog } from "../frame/dialog.tsx";

export interface RemoveBoardProps {
  readonly board: ListedBoard;
  readonly close: () => void;
  readonly changed: () => void;
}

export function RemoveBoard({ board: { id, name, version }, close, changed }: RemoveBoardProps) {
  const boards = boardWords();
  const [refusal, setRefusal] = useState<string | null>(null);
  const remove = async (): Promise<void> => {
    const answer =
      version === null
        ? await askGateway("DELETE", `${boardPath(id)}/draft`, null)
        : await askGateway("DELETE", boardPath(id), { version });
    if (!answer.ok) return setRefusal(answer.message);
    changed();
    close();
  };
  return (
    <Dialog title={boards.removeBoard(name)} kind="box" close={close}>
      <p>{version === null ? boards.removeDraftHint : boards.removeHint}</p>
      <Refused message={refusal} />
      <div className="row">
        <button type="button" className="btn danger" onClick={() => void remove()}>
          {boards.remove}
        </button>
      </div>
    </Dialog>
  );
}
