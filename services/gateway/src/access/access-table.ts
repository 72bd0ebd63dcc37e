/** The table of route × role, from what each route declared when it was registered (docs/access.md). */
import { has, type Identity, type Needs, ROLES, type Role } from "@floorwalker/domain";
import type { Route } from "../guard.ts";
import type { RouteNeed } from "./access.ts";

/** Who asks, in the order of the columns. `limited`: an admin who may not see everything. */
export const ASKERS = [
  "nobody",
  "screen",
  ...ROLES.slice(0, -1),
  "limited",
  "admin",
] as const satisfies readonly string[];
export type Asker = "nobody" | "screen" | "limited" | Role;

const HEADS: Readonly<Record<Asker, string>> = {
  nobody: "nobody",
  screen: "paired screen",
  viewer: "viewer",
  supervisor: "supervisor",
  manager: "manager",
  limited: "admin of a part",
  admin: "admin of everything",
};

export const METRICS_NEED: Needs = { role: "admin", everything: true };

/** By the declaration alone. */
export function mayAsk(asker: Asker, needs: RouteNeed): boolean {
  if (needs === "open") return true;
  if (asker === "nobody") return false;
  return has(rightsOf(asker), needs === "metrics" ? METRICS_NEED : needs);
}

export function rightsOf(asker: Exclude<Asker, "nobody">): Pick<Identity, "kind" | "role" | "scope"> {
  const limited = asker === "limited";
  const screen = asker === "screen";
  return {
    kind: screen ? "screen" : "token",
    role: limited ? "admin" : screen ? "viewer" : asker,
    scope: { sites: limited ? ["a"] : "all", queues: "all", teams: "all" },
  };
}

export function renderAccessTable(routes: readonly Route[]): string {
  const listed = routes.filter(({ method }) => method !== "HEAD");
  const rows = listed
    .map(({ method, url, needs, audits }) => [
      `\`${method} ${url}\``,
      ...ASKERS.map((asker) => (mayAsk(asker, needs) ? "yes" : "–")),
      audits.map((did) => `\`${did}\``).join(", "),
    ])
    .sort(([one], [other]) => (pathOf(one!) < pathOf(other!) ? -1 : 1));
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return `${[line(["route", ...ASKERS.map((asker) => HEADS[asker]), "noted in the audit as"]), line(Array.from({ length: ASKERS.length + 2 }, () => "---")), ...rows.map(line)].join("\n")}\n`;
}

/** By path, then by method. */
const pathOf = (cell: string): string => cell.replace(/^`(\S+) (\S+)`$/, "$2 $1");
