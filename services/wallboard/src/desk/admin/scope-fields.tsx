/** What of sites, queues and teams somebody sees: all, or those that are chosen of the real ones. */
import { useState } from "react";
import { words } from "../../words/words.ts";
import { SCOPES, type Scope } from "./account-rows.ts";
import { type KnownPart, useKnownParts } from "./known-parts.ts";

type Covered = Scope[keyof Scope];

export interface ScopeFieldsProps {
  readonly scope: Scope;
  readonly change: (scope: Scope) => void;
}

/** More than these are looked through by a few letters. */
const FEW = 10;

export function ScopeFields({ scope, change }: ScopeFieldsProps) {
  const known = useKnownParts();
  const { account, admin } = words.access;
  return (
    <fieldset className="scope">
      <legend>{admin.sees}</legend>
      {SCOPES.map((of) => (
        <Choice
          key={of}
          title={account[of]}
          known={known[of]}
          covered={scope[of]}
          change={(covered) => change({ ...scope, [of]: covered })}
        />
      ))}
    </fieldset>
  );
}

interface ChoiceProps {
  readonly title: string;
  readonly known: readonly KnownPart[];
  readonly covered: Covered;
  readonly change: (covered: Covered) => void;
}

function Choice({ title, known, covered, change }: ChoiceProps) {
  const [sought, setSought] = useState("");
  const { account, admin } = words.access;
  const chosen = covered === "all" ? [] : covered;
  // What is chosen stays to be seen, also when nothing of it is there any more.
  const gone = chosen.filter((id) => !known.some((part) => part.id === id)).map((id) => ({ id, name: id }));
  const parts = [...gone, ...known];
  const shown = parts.filter(({ id, name }) => `${name} ${id}`.toLowerCase().includes(sought.trim().toLowerCase()));
  const nameOf = (id: string): string => parts.find((part) => part.id === id)?.name ?? id;
  const told = covered === "all" ? account.everything : chosen.map(nameOf).join(", ") || admin.nothing;
  return (
    <details className="choice">
      <summary>
        <span className="q">{title}</span> <b>{told}</b>
      </summary>
      <div className="options">
        <label>
          <input type="checkbox" checked={covered === "all"} onChange={() => change(covered === "all" ? [] : "all")} />
          <b>{account.everything}</b>
        </label>
        {parts.length > FEW && (
          <input
            className="field"
            type="search"
            aria-label={`${words.searchShort} ${title}`}
            placeholder={words.searchShort}
            value={sought}
            onChange={(event) => setSought(event.target.value)}
          />
        )}
        {shown.map(({ id, name }) => (
          <label key={id}>
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              onChange={() => change(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id])}
            />
            <span>
              {name}
              {name !== id && <span className="qq s"> {id}</span>}
            </span>
          </label>
        ))}
      </div>
    </details>
  );
}
