/** What somebody sees, in a line: everything, or what is named of sites, queues and teams. */
import { words } from "../../words/words.ts";
import { SCOPES, type Scope } from "./account-rows.ts";

export function ScopeWords({ scope }: { readonly scope: Scope }) {
  const { account, admin } = words.access;
  const limited = SCOPES.filter((of) => scope[of] !== "all");
  if (limited.length === 0) return <span className="q">{admin.everything}</span>;
  return (
    <>
      {limited.map((of) => (
        <span key={of} className="two">
          <span>
            <span className="q">{account[of]}: </span>
            {namesOf(scope[of]) || admin.nothing}
          </span>
        </span>
      ))}
    </>
  );
}

const namesOf = (covered: Scope[keyof Scope]): string => (covered === "all" ? "" : covered.join(", "));
