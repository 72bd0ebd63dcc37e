/** The board as a text: to be copied and kept as a file, and to be read from one. What is wrong with a text is said all at once, each with its place. */
import { type Board, type BoardFault, boardText, readBoardText } from "@floorwalker/protocol/board";
import { type FormEvent, useState } from "react";
import { boardWords } from "../../words/boards/board-words.ts";
import { nameIn } from "../../words/words.ts";
import { Dialog } from "../frame/dialog.tsx";
import { saveText } from "../save-text.ts";

export interface JsonDialogProps {
  readonly id: string;
  readonly board: Board;
  readonly kpis: readonly string[];
  readonly take: (board: Board) => void;
  readonly close: () => void;
}

export function JsonDialog({ id, board, kpis, take, close }: JsonDialogProps) {
  const boards = boardWords();
  const [text, setText] = useState(() => boardText(board));
  const [faults, setFaults] = useState<readonly BoardFault[]>([]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const read = readBoardText(text, (kpi) => kpis.length === 0 || kpis.includes(kpi));
    setFaults(read.ok ? [] : read.faults);
    if (!read.ok) return;
    take(read.board);
    close();
  };
  const save = (): void => saveText(`${id}.json`, text, "application/json");
  const open = async (file: File | undefined): Promise<void> => {
    if (file !== undefined) setText(await file.text());
  };
  return (
    <Dialog title={boards.json} kind="box" close={close}>
      <form className="form json" onSubmit={submit}>
        <p className="s q">{boards.jsonHint}</p>
        <textarea
          className="field mono"
          aria-label={boards.json}
          rows={16}
          spellCheck={false}
          value={text}
          onChange={({ target }) => setText(target.value)}
          aria-invalid={faults.length > 0}
          data-testid="json"
        />
        {faults.length > 0 && (
          <div role="alert">
            <ul className="faults" data-testid="faults">
              {faults.map(({ code, place, named }) => (
                <li key={`${code} ${place}`}>
                  <b>{nameIn(boards.faults, code)}</b> <code>{place}</code>
                  {named !== undefined && <span className="mono"> {named}</span>}{" "}
                  <span className="s q">{nameIn(boards.faultFixes, code)}</span>
                </li>
              ))}
            </ul>
          </div>
        )}
        <div className="row wrap">
          <button type="submit" className="btn primary">
            {boards.takeOver}
          </button>
          <button type="button" className="btn" onClick={save}>
            {boards.saveFile}
          </button>
          <label className="btn file">
            {boards.openFile}
            <input
              type="file"
              accept="application/json,.json"
              className="unseen"
              onChange={({ target }) => void open(target.files?.[0])}
            />
          </label>
        </div>
      </form>
    </Dialog>
  );
}
