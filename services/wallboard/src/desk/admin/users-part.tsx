/** Who may sign in: add, change, disable, another password. */
import { useState } from "react";
import { words } from "../../words/words.ts";
import type { UserRow } from "./account-rows.ts";
import { AccountsPanel } from "./accounts-panel.tsx";
import { ScopeWords } from "./scope-words.tsx";
import { useList } from "./use-list.ts";
import { UserDialog } from "./user-dialog.tsx";

export default function UsersPart() {
  const { value, refusal, readAgain } = useList<{ readonly users: readonly UserRow[] }>("/v1/users");
  const [opened, setOpened] = useState<UserRow | "new" | null>(null);
  const { admin, account } = words.access;
  const users = [...(value?.users ?? [])].sort((a, b) => a.name.localeCompare(b.name, words.locale));
  return (
    <AccountsPanel
      id="users-title"
      title={admin.parts.users}
      count={users.length}
      addWord={admin.addUser}
      add={() => setOpened("new")}
      refusal={refusal}
      nothing={value !== null && users.length === 0 ? admin.noUsers : null}
      table={
        users.length === 0 ? null : (
          <table className="list">
            <thead>
              <tr>
                <th scope="col">{admin.name}</th>
                <th scope="col">{account.role}</th>
                <th scope="col" className="second">
                  {admin.sees}
                </th>
                <th scope="col" className="second">
                  {admin.signsIn}
                </th>
                <th scope="col">
                  <span className="unseen">{admin.change}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {users.map((user) => (
                <tr key={user.id} data-row data-testid="user">
                  <th scope="row" className="wide-text">
                    <b>{user.name}</b> <span className="s qq">{user.id}</span>{" "}
                    {user.disabled && <span className="tag">{admin.disabled}</span>}
                  </th>
                  <td>{account.roles[user.role]}</td>
                  <td className="second">
                    <ScopeWords scope={user.scope} />
                  </td>
                  <td className="second q">{user.signsIn === "here" ? admin.here : admin.elsewhere}</td>
                  <td className="actions">
                    <button type="button" className="btn" onClick={() => setOpened(user)}>
                      {admin.change}
                      <span className="unseen"> {user.name}</span>
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )
      }
    >
      {opened !== null && (
        <UserDialog user={opened === "new" ? null : opened} close={() => setOpened(null)} changed={readAgain} />
      )}
    </AccountsPanel>
  );
}
