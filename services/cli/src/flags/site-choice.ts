/** Which site a command is about: the one that was named, or the only one there is; never another one than was meant. */
import { ProgramError } from "../program-error.ts";

/**
 * Null: nothing says which, and nothing has to. `known`: the sites of the configuration, none where there is none.
 * @throws ProgramError `unknown_site`.
 */
export function chosenSite(wanted: string | undefined, known: readonly string[]): string | null {
  if (wanted === undefined) return known.length === 1 ? known[0]! : null;
  if (known.length === 0 || known.includes(wanted)) return wanted;
  throw new ProgramError("unknown_site", `there is no site "${wanted}"`, oneOf(known));
}

/** Like `chosenSite`, where a line does not say its site. @throws ProgramError `unknown_site`, `site_not_named`. */
export function siteOfLines(wanted: string | undefined, known: readonly string[], otherwise: string): string {
  const site = chosenSite(wanted, known);
  if (site !== null || known.length === 0) return site ?? otherwise;
  throw new ProgramError(
    "site_not_named",
    "the lines of a queue_log do not say their site, and the configuration has several",
    oneOf(known),
  );
}

const oneOf = (known: readonly string[]): string => `Give --site one of: ${known.join(", ")}.`;
