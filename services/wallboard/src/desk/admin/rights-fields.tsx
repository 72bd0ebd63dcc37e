/** A role and what of sites, queues and teams it is for: all, or those that are named. */
import { words } from "../../words/words.ts";
import { ROLES, type Role, SCOPES, type Scope } from "./account-rows.ts";
import { namesOf } from "./scope-words.tsx";

export interface Rights {
  readonly role: Role;
  readonly scope: Scope;
}

export interface RightsFieldsProps {
  readonly rights: Rights;
  readonly change: (rights: Rights) => void;
}

export function RightsFields({ rights: { role, scope }, change }: RightsFieldsProps) {
  const { account, admin } = words.access;
  return (
    <>
      <label>
        {account.role}
        <select
          className="field"
          value={role}
          onChange={(event) => change({ scope, role: event.target.value as Role })}
        >
          {ROLES.map((each) => (
            <option key={each} value={each}>
              {account.roles[each]}
            </option>
          ))}
        </select>
        <span className="hint">{admin.roleHints[role]}</span>
      </label>
      <fieldset>
        <legend>{admin.sees}</legend>
        <div className="scope">
          {SCOPES.map((of) => (
            <label key={of} className="contents">
              <span>{account[of]}</span>
              <input
                className="field"
                placeholder={account.everything}
                defaultValue={namesOf(scope[of])}
                onChange={(event) => change({ role, scope: { ...scope, [of]: coveredBy(event.target.value) } })}
              />
            </label>
          ))}
        </div>
        <span className="hint">{admin.scopeHint}</span>
      </fieldset>
    </>
  );
}

function coveredBy(text: string): Scope[keyof Scope] {
  const named = text
    .split(/[,，、]/u)
    .map((name) => name.trim())
    .filter((name) => name !== "");
  return named.length === 0 ? "all" : named;
}
