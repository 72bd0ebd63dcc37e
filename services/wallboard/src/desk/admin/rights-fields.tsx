/** A role and what of sites, queues and teams it is for: all, or those that are chosen. */
import { words } from "../../words/words.ts";
import { ROLES, type Role, type Scope } from "./account-rows.ts";
import { ScopeFields } from "./scope-fields.tsx";

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
      <ScopeFields scope={scope} change={(changed) => change({ role, scope: changed })} />
    </>
  );
}
