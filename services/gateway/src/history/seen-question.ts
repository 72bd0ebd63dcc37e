/**
 * A question to the history as far as whoever asks may see what it asks for: of all queues, teams or agents those that he sees; what is
 * named and not seen is refused, and so is a region of which he does not see every site.
 */
import type { SiteConfig } from "@floorwalker/domain";
import type { Sight } from "../access/sight.ts";
import { beyondScope } from "./history-error.ts";
import type { HistoryQuestion } from "./history-question.ts";

export const seenSites = (sites: readonly SiteConfig[], sight: Sight): readonly SiteConfig[] =>
  sites.filter(({ id }) => sight.seesSite(id));

/** `sites`: all that are known. @throws HistoryError. */
export function seenQuestion(question: HistoryQuestion, sites: readonly SiteConfig[], sight: Sight): HistoryQuestion {
  const { scope, region } = question;
  const asked = region === null ? question.sites.map(({ site }) => site) : membersOf(region, sites);
  const seen = (cell: string): boolean => asked.every((site) => sight.seesCell(site, cell));
  if (region !== null && !asked.every((site) => sight.sees({ of: "site", site }))) throw beyondScope();
  if ("cells" in scope.of && !scope.of.cells.every(seen)) throw beyondScope();
  return { ...question, scope: { ...scope, scopeOf: (cell) => (seen(cell) ? scope.scopeOf(cell) : null) } };
}

const membersOf = (region: string, sites: readonly SiteConfig[]): readonly string[] =>
  sites.filter((site) => site.region === region).map(({ id }) => id);
