/** A board that is not there for whoever looks, or cannot be changed: said, with a way back. */
import { Icon } from "../../ui/icon.tsx";
import { boardWords } from "../../words/boards/board-words.ts";
import { words } from "../../words/words.ts";
import { Link } from "../link.tsx";
import { pathOf } from "../route.ts";
import type { Refusal } from "./create-draft.ts";

export function NoBoard({ id, refusal: { code, message } }: { readonly id: string; readonly refusal: Refusal }) {
  const boards = boardWords();
  const { wall } = words;
  return (
    <div className="page">
      <h1>{boards.title}</h1>
      <div className="banner" role="alert" data-testid="no-board">
        <Icon name="atRisk" />
        <b>{code === "unknown_board" ? wall.noSuchBoard(id) : message || words.connection.offline}</b>
      </div>
      <p className="row">
        <Link className="btn" href={pathOf({ page: "boards" })}>
          {boards.title}
        </Link>
        <Link className="btn" href="/">
          {words.nav.floor}
        </Link>
      </p>
    </div>
  );
}
