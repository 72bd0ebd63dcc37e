/** What somebody may see, as flags: `--sites a,b`, or `all`. */
import { type AccessScope, EVERYTHING, ROLES } from "@floorwalker/domain";
import { InvalidArgumentError, Option } from "commander";

type Covered = AccessScope["sites"];

export const ROLES_SHOWN: readonly string[] = ROLES;

export interface ScopeFlags {
  readonly sites?: Covered;
  readonly queues?: Covered;
  readonly teams?: Covered;
}

export const scopeOptions = (without: string): readonly Option[] =>
  (["sites", "queues", "teams"] as const).map((of) =>
    new Option(`--${of} <names>`, `that may be seen, separated by commas, or all, or none (${without})`).argParser(
      covered,
    ),
  );

export const roleOption = (): Option =>
  new Option("--role <role>", "each may do what those before it may").choices(ROLES).makeOptionMandatory();

/** `before`: what is not said of. */
export const scopeOf = ({ sites, queues, teams }: ScopeFlags, before: AccessScope = EVERYTHING): AccessScope => ({
  sites: sites ?? before.sites,
  queues: queues ?? before.queues,
  teams: teams ?? before.teams,
});

export const shownScope = ({ sites, queues, teams }: AccessScope): string =>
  [
    ["sites", sites],
    ["queues", queues],
    ["teams", teams],
  ]
    .filter(([, each]) => each !== "all")
    .map(([name, each]) => `${String(name)} ${(each as readonly string[]).join(",") || "none"}`)
    .join("; ") || "everything";

function covered(text: string): Covered {
  if (text === "all") return "all";
  if (text === "none") return [];
  const names = text.split(",").map((name) => name.trim());
  if (names.some((name) => name === ""))
    throw new InvalidArgumentError("must be names separated by commas, all or none");
  return names;
}
