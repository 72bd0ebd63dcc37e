/** A list of accounts that an admin adds to: its title with how many there are, the button, why it cannot be told, the table's room. */
import type { ReactNode } from "react";
import { formatCount } from "../../format/format-value.ts";
import { TableRoom } from "../table-room.tsx";
import { Refused } from "./refused.tsx";

interface AccountsPanelProps {
  readonly id: string;
  readonly title: string;
  readonly count: number;
  readonly addWord: string;
  readonly add: () => void;
  readonly refusal: string | null;
  /** Instead of a table, where there is nothing; null: there is, or it is not known. */
  readonly nothing: string | null;
  /** The table; null: there is none. */
  readonly table: ReactNode;
  readonly children: ReactNode;
}

export function AccountsPanel(props: AccountsPanelProps) {
  const { id, title, count, addWord, add, refusal, nothing, table, children } = props;
  return (
    <section className="panel" aria-labelledby={id}>
      <header className="wrap">
        <h2 id={id}>{title}</h2>
        <span className="tag">{formatCount(count)}</span>
        <span className="grow" />
        <button type="button" className="btn primary" onClick={add}>
          {addWord}
        </button>
      </header>
      <Refused message={refusal} />
      {nothing !== null && <p className="body q">{nothing}</p>}
      {table !== null && <TableRoom>{table}</TableRoom>}
      {children}
    </section>
  );
}
