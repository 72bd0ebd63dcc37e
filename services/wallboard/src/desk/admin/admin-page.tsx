/** Who may what: users, roles, API tokens and the audit, for admins of everything. The gateway refuses everybody else, whatever a page shows. */
import { lazy, Suspense } from "react";
import { administers, me } from "../../live/who.ts";
import { words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { Link } from "../link.tsx";
import { ADMIN_PARTS, type AdminPart, pathOf } from "../route.ts";
import "./admin.css";

const PARTS: Readonly<Record<AdminPart, ReturnType<typeof lazy>>> = {
  users: lazy(() => import("./users-part.tsx")),
  roles: lazy(() => import("./roles-part.tsx")),
  tokens: lazy(() => import("./tokens-part.tsx")),
  profiles: lazy(() => import("./profiles-part.tsx")),
  audit: lazy(() => import("./audit-part.tsx")),
};

export default function AdminPage() {
  const { route } = useDesk();
  const who = me();
  const { admin } = words.access;
  if (route.page !== "admin") return null;
  const Part = PARTS[route.part];
  return (
    <div className="page admin">
      <div className="head">
        <h1>{admin.title}</h1>
        <nav className="seg" aria-label={admin.title}>
          {ADMIN_PARTS.map((part) => (
            <Link
              key={part}
              href={pathOf({ page: "admin", part })}
              aria-current={part === route.part ? "page" : undefined}
            >
              {admin.parts[part]}
            </Link>
          ))}
        </nav>
      </div>
      {who !== null && !administers(who) ? (
        <p className="panel body c-watch" role="status">
          {admin.notYou}
        </p>
      ) : (
        <Suspense fallback={null}>
          <Part />
        </Suspense>
      )}
    </div>
  );
}
