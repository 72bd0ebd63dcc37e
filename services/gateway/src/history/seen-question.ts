/**
 * A question to the history as far as whoever asks may see what it asks for: of all queues, teams or agents those that he sees; what is
 * named and not seen is refused, and so is a region of which he does not see every site. Agents are asked for, and told, as his privacy
 * profile calls them.
 */
import {
  CHANNELS,
  isOfPresence,
  isOfSurveys,
  KPIS,
  kpiById,
  PRESENCE_COUNTERS,
  type SiteConfig,
  SURVEY_COUNTERS,
} from "@floorwalker/domain";
import type { Sight } from "../access/sight.ts";
import type { KnownNames, NamesAsked } from "../known-names.ts";
import { beyondProfile, beyondScope, HistoryError, wholeDaysOnly } from "./history-error.ts";
import { keptLengthOf } from "./history-interval.ts";
import type { HistoryQuestion } from "./history-question.ts";
import type { RowScope } from "./row-scope.ts";
import type { RowsOfInterval } from "./sum-intervals.ts";

export const seenSites = (sites: readonly SiteConfig[], sight: Sight): readonly SiteConfig[] =>
  sites.filter(({ id }) => sight.seesSite(id));

/** Which departments there are is told to who sees the site whole: who sees a part of it hears the same of all others. @throws HistoryError. */
export function hidingDepartments<T>(read: () => T, sites: readonly SiteConfig[], sight: Pick<Sight, "sees">): T {
  try {
    return read();
  } catch (error) {
    const isUnknown = error instanceof HistoryError && error.code === "unknown_department";
    if (!isUnknown || sites.every(({ id }) => sight.sees({ of: "site", site: id }))) throw error;
    throw beyondScope();
  }
}

/** @throws BadQuery where the site has no such queue, team, agent or survey. Of regions none is asked for. */
export async function expectNames(
  { sites: [{ site: id }], region, names }: HistoryQuestion,
  sites: readonly SiteConfig[],
  known: Pick<KnownNames, "expect">,
  sight: Sight,
): Promise<void> {
  const site = sites.find((each) => each.id === id);
  if (region !== null || site === undefined) return;
  const { channel = [], ...asked } = names;
  // Of several queues on a channel, each that is on it is told.
  const isAnyChannel = channel.length === 0 || channel.includes("*") || (asked.queue ?? []).length > 1;
  const channels = CHANNELS.filter((each) => isAnyChannel || channel.includes(each));
  await known.expect(site, namedIn(asked), channels, sight);
}

/** Without `*`, which is no name: all of a kind. */
const namedIn = (asked: NamesAsked): NamesAsked =>
  Object.fromEntries(Object.entries(asked).map(([kind, names]) => [kind, names.filter((name) => name !== "*")]));

/** `sites`: all that are known. @throws HistoryError. */
export function seenQuestion(question: HistoryQuestion, sites: readonly SiteConfig[], sight: Sight): HistoryQuestion {
  const { scope, region } = question;
  const asked = region === null ? question.sites.map(({ site }) => site) : membersOf(region, sites);
  const seen = (cell: string): boolean => asked.every((site) => sight.seesCell(site, cell));
  if (region !== null && !asked.every((site) => sight.sees({ of: "site", site }))) throw beyondScope();
  if ("cells" in scope.of && !scope.of.cells.every(seen)) throw beyondScope();
  const isOfPersons = scope.names.includes("agent");
  const scopeOf = (cell: string): RowScope | null => {
    const of = seen(cell) ? scope.scopeOf(cell) : null;
    return of === null || !isOfPersons ? of : asTold(of, asked[0]!, sight);
  };
  const cut = { ...question, scope: { ...scope, scopeOf } };
  if (isOfPersons) return ofPersons(cut, sight);
  return sight.told.profile.agents === "groups" ? inGroups(cut) : cut;
}

/** Of whole days (`DaysAsTold`), and without how time was spent: of a day on which one was there for long it would be his. @throws HistoryError. */
function inGroups(question: HistoryQuestion): HistoryQuestion {
  const { kpis, interval } = question;
  if (keptLengthOf(interval) !== "day") throw wholeDaysOnly("interval");
  if (kpis !== null && [...kpis].some(isOfPresence)) throw beyondProfile();
  const others = KPIS.map(({ id }) => id).filter((id) => !isOfPresence(id));
  return { ...question, kpis: kpis ?? new Set(others), hidden: PRESENCE_COUNTERS };
}

/** Of days of which something of persons is told, and without how they were rated where that is not. @throws HistoryError. */
function ofPersons(question: HistoryQuestion, { told }: Sight): HistoryQuestion {
  if (question.sites.some(({ site, from }) => from < told.personsFrom(site))) throw beyondProfile();
  if (told.profile.satisfaction) return question;
  const { kpis } = question;
  const isRated = (id: string): boolean => isOfSurveys(kpiById(id)!);
  if (kpis !== null && [...kpis].some(isRated)) throw beyondProfile();
  const others = KPIS.filter((kpi) => !isOfSurveys(kpi)).map(({ id }) => id);
  return { ...question, kpis: kpis ?? new Set(others), hidden: SURVEY_COUNTERS };
}

const asTold = ({ agent, ...of }: RowScope, site: string, { told }: Sight): RowScope | null => {
  const called = told.agent(site, agent!);
  return called === null ? null : { agent: called, ...of };
};

/** In the store's order an agent would have the place of his name. */
export async function* inTheirOrder(rows: AsyncIterable<RowsOfInterval>): AsyncIterable<RowsOfInterval> {
  for await (const one of rows)
    yield { ...one, rows: new Map([...one.rows].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) };
}

/** What is asked, with agents by their ids. `site`: the one that is asked for. @throws HistoryError where nobody is called so. */
export function withAgentsMeant(
  query: Readonly<Record<string, unknown>>,
  site: string | undefined,
  { told }: Sight,
): Readonly<Record<string, unknown>> {
  if (query.agent === undefined || !told.hides || site === undefined) return query;
  if (told.profile.agents === "groups") throw beyondProfile();
  const meant = [query.agent].flat().map((called) => {
    if (called === "*" || typeof called !== "string") return called;
    const agent = told.agentMeant(site, called);
    if (agent !== null) return agent;
    throw new HistoryError(
      404,
      "unknown_agent",
      `Nobody is called "${called}".`,
      "Use an `agent` of GET /v1/views/agents: your privacy profile tells of agents by pseudonyms.",
      "agent",
    );
  });
  return { ...query, agent: Array.isArray(query.agent) ? meant : meant[0] };
}

const membersOf = (region: string, sites: readonly SiteConfig[]): readonly string[] =>
  sites.filter((site) => site.region === region).map(({ id }) => id);
