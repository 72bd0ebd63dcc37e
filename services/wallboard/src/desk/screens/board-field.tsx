/** Which board a screen shows: one of those for walls, or the one that is for all of them. */
import { BOARDS_PATH, type BoardsAnswer } from "../../answers/boards.ts";
import { boardWords } from "../../words/boards/board-words.ts";
import { useList } from "../admin/use-list.ts";

export interface BoardFieldProps {
  /** Null: the usual one. */
  readonly board: string | null;
  readonly change: (board: string | null) => void;
}

export function BoardField({ board, change }: BoardFieldProps) {
  const all = useList<BoardsAnswer>(BOARDS_PATH).value?.boards ?? [];
  const known = all.filter(({ shows, version }) => shows === "wall" && version !== null);
  const gone = board !== null && !known.some(({ id }) => id === board);
  return (
    <label>
      {boardWords().bound}
      <select
        className="field"
        value={board ?? ""}
        onChange={({ target }) => change(target.value === "" ? null : target.value)}
      >
        <option value="">{boardWords().boundUsual}</option>
        {gone && <option value={board}>{board}</option>}
        {known.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
