/** What each role may: in words, and route by route as the gateway's own routes declare it. */
import { Icon } from "../../ui/icon.tsx";
import { words } from "../../words/words.ts";
import { TableRoom } from "../table-room.tsx";
import { ROLES, type Role, type RoutesOfRoles } from "./account-rows.ts";
import { Refused } from "./refused.tsx";
import { useList } from "./use-list.ts";

export default function RolesPart() {
  const { value, refusal } = useList<RoutesOfRoles>("/v1/roles");
  const { admin, account } = words.access;
  const routes = [...(value?.routes ?? [])].sort(
    (a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role) || a.url.localeCompare(b.url),
  );
  const may = (role: Role, needed: Role): boolean => ROLES.indexOf(role) >= ROLES.indexOf(needed);
  return (
    <>
      <div className="columns">
        {ROLES.map((role) => (
          <section key={role} className="panel" aria-labelledby={`role-${role}`}>
            <header>
              <h2 id={`role-${role}`}>{account.roles[role]}</h2>
            </header>
            <p className="body q">{admin.roleHints[role]}</p>
          </section>
        ))}
      </div>
      <section className="panel" aria-labelledby="routes-title">
        <header className="wrap">
          <h2 id="routes-title">{admin.routes}</h2>
          <span className="s q">{admin.routesHint}</span>
        </header>
        <Refused message={refusal} />
        <TableRoom>
          <table className="list">
            <thead>
              <tr>
                <th scope="col">{admin.route}</th>
                {ROLES.map((role) => (
                  <th key={role} scope="col" className="mark">
                    {account.roles[role]}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {routes.map(({ method, url, role, everything }) => (
                <tr key={`${method} ${url}`} data-row data-testid="route">
                  <th scope="row" className="wide-text">
                    <code>
                      {method} {url}
                    </code>{" "}
                    {everything && <span className="tag">{admin.unlimited}</span>}
                    <span className="least s q">{admin.fromRole(account.roles[role])}</span>
                  </th>
                  {ROLES.map((each) => (
                    <td key={each} className="mark">
                      {may(each, role) ? (
                        <span className="st onTarget">
                          <Icon name="onTarget" />
                          <span className="unseen">{admin.may}</span>
                        </span>
                      ) : (
                        <span className="qq">
                          {words.noValue}
                          <span className="unseen"> {admin.mayNot}</span>
                        </span>
                      )}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </TableRoom>
      </section>
    </>
  );
}
