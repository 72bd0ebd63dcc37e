/**
 * A query for facts, read as far as both routes read it: each site as it is stored, the cells that one formula judges together, the span
 * by the site's own clock, and as of when that is.
 */
import {
  type CellKey,
  CHANNELS,
  type Channel,
  type Scope,
  type ServiceLevelPolicyId,
  type SiteConfig,
  type WindowId,
} from "@floorwalker/domain";
import type { History } from "@floorwalker/ports";
import type { Configuration } from "@floorwalker/runtime";
import { type Asked, type StoredSite, scopeOf } from "@floorwalker/stream";
import { BEYOND_PROFILE, BEYOND_SCOPE, type Sight, type Sights } from "../access/sight.ts";
import { type KnownNames, type KnownRows, NAMED_KINDS } from "../known-names.ts";
import { type AskedCells, askedBy, cellsOf, expectDepartment, sitesOf } from "./asked-cells.ts";
import { type AskedSpan, spanOf } from "./asked-query.ts";
import { BadQuery, choiceOf, type Query, textOf } from "./query-fault.ts";
import { restatedSince } from "./restated-since.ts";
import type { StoredFacts } from "./stored-facts.ts";

export interface QueryParts {
  readonly facts: StoredFacts;
  /** Null: nobody keeps one. */
  readonly history: Pick<History, "restatements"> | null;
  readonly known: KnownRows;
  readonly names: Pick<KnownNames, "expect" | "channelsOf">;
  readonly sights: Sights;
  readonly config: () => Pick<Configuration, "sites">;
  readonly clock: () => number;
}

/** What one formula judges: the first of its queues, or of the site, by which spans are read. */
export interface AskedPart {
  readonly asked: Asked;
  readonly policy: ServiceLevelPolicyId;
}

export interface AskedOfSite {
  readonly site: StoredSite;
  /** Mostly one; of a department as many as its queues have formulas. */
  readonly parts: readonly [AskedPart, ...(readonly AskedPart[])];
  readonly span: AskedSpan;
  /** As of when the numbers are true, epoch ms. */
  readonly now: number;
}

export interface ReadQuery {
  readonly region: string | null;
  readonly sites: readonly [AskedOfSite, ...(readonly AskedOfSite[])];
  /** Sites of the region that are not in its windows: they have stopped. */
  readonly stopped: readonly string[];
  /** What KPIs are read as. */
  readonly scope: Scope;
}

/** @throws BadQuery */
export async function readQuery(
  given: Query,
  parts: QueryParts,
  sight: Sight,
  otherwise: WindowId | null,
): Promise<ReadQuery> {
  const { known, names } = parts;
  const configs = sitesOf(given, parts.config().sites, known, (site) => sight.seesSite(site));
  const query = withAgentMeant(given, configs[0].id, sight);
  askedBy(query);
  expectDepartment(query, configs, sight);
  const cells: { readonly config: SiteConfig; readonly asked: AskedCells }[] = [];
  const unknown: BadQuery[] = [];
  for (const config of configs) {
    const channels = await expectNames(query, config, names, sight).catch((error: unknown) => {
      if (configs.length === 1 || !isUnknown(error)) throw error;
      unknown.push(error);
      return [];
    });
    const asked = cellsOf(query, config, known, channels);
    if (asked !== null) cells.push({ config, asked });
  }
  // A region has what one of its sites has.
  if (unknown.length === configs.length) throw unknown[0]!;
  if (cells.length === 0) throw nothingCame(query);
  const isSeen = ({ id }: SiteConfig, asked: AskedCells): boolean =>
    asked.cells.every((cell) => sight.seesContactsOf(id, cell, asked.queue));
  // Of a region every site: a part of it would be another number.
  if (!cells.every(({ config, asked }) => isSeen(config, asked))) throw beyondScope();
  const sites: AskedOfSite[] = [];
  const stopped: string[] = [];
  for (const { config, asked } of cells) {
    const read = await ofSite(query, config, asked, parts, otherwise);
    // As boards show the region: of a site that has stopped nobody can say what its windows would be.
    if (cells.length > 1 && read.span.window !== null && hasStopped(asked)) stopped.push(config.id);
    else sites.push(read);
  }
  if (textOf(query, "agent") !== null) expectTold(sites, sight);
  const [first, ...others] = sites;
  if (first === undefined)
    throw new BadQuery("region", "All its sites have stopped.", "Ask for a span that is over, with from and to.");
  const scope = scopeOf(first.parts[0].asked.cell);
  if (others.some(({ parts: [{ asked }] }) => scopeOf(asked.cell) !== scope))
    throw new BadQuery(
      "department",
      "At one of the sites it is queues, at another teams: other KPIs can be told of those.",
      "Ask for it at each site.",
    );
  return { region: textOf(query, "region"), sites: [first, ...others], stopped, scope };
}

const isUnknown = (error: unknown): error is BadQuery => error instanceof BadQuery && error.fault.status === 404;

/** The channels of the queue that is asked for. @throws BadQuery where the site has not what is named. */
async function expectNames(
  query: Query,
  site: SiteConfig,
  names: QueryParts["names"],
  sight: Sight,
): Promise<readonly Channel[]> {
  const asked = Object.fromEntries(
    NAMED_KINDS.flatMap((kind) => {
      const name = textOf(query, kind);
      return name === null ? [] : [[kind, [name]]];
    }),
  );
  const channel = choiceOf(query, "channel", CHANNELS);
  await names.expect(site, asked, channel === null ? CHANNELS : [channel], sight);
  const queue = textOf(query, "queue");
  return queue === null ? [] : names.channelsOf(site, queue);
}

async function ofSite(
  query: Query,
  config: SiteConfig,
  { cells, row, ...within }: AskedCells,
  { facts, clock }: QueryParts,
  otherwise: WindowId | null,
): Promise<AskedOfSite> {
  const site = await facts.site(config.id);
  // Numbers that have not changed since are not told anew: then what is stored is later.
  const told = Math.max(site.clock, row?.moment ?? site.clock);
  const now = Number.isFinite(told) ? told : clock();
  const span = spanOf(query, site.config.zone, now, otherwise);
  const { from, to, live } = span;
  const byFormula = Map.groupBy(cells, (cell) => site.formulaOf(cell));
  const parts = [...byFormula].map(([policy, [cell, ...others]]) => ({
    policy,
    asked: { cell: cell as CellKey, ...(others.length === 0 ? {} : { others }), ...within, from, to, live },
  }));
  return { site, parts: parts as unknown as AskedOfSite["parts"], span, now };
}

/** By whatever name he is called here, by his id. @throws BadQuery where nobody is called so. */
function withAgentMeant(query: Query, site: string, { told }: Sight): Query {
  const called = textOf(query, "agent");
  if (called === null || !told.hides) return query;
  if (told.profile.agents === "groups") throw beyondProfile("agent");
  const agent = told.agentMeant(site, called);
  if (agent !== null) return { ...query, agent };
  throw new BadQuery(
    "agent",
    `Nobody is called "${called}".`,
    "Use an `agent` of GET /v1/views/agents: your privacy profile tells of agents by pseudonyms.",
    "unknown_agent",
    404,
  );
}

/** Of a person, and of a span before he is told of. @throws BadQuery */
function expectTold(sites: readonly AskedOfSite[], { told }: Sight): void {
  if (sites.some(({ site, span }) => span.from < told.personsFrom(site.config.id))) throw beyondProfile("from");
}

export const beyondProfile = (parameter: string): BadQuery =>
  new BadQuery(parameter, BEYOND_PROFILE.message, BEYOND_PROFILE.fix, BEYOND_PROFILE.code, 403);

const beyondScope = (): BadQuery =>
  new BadQuery("site", BEYOND_SCOPE.message, BEYOND_SCOPE.fix, BEYOND_SCOPE.code, 403);

const hasStopped = ({ row }: AskedCells): boolean => row?.row?.stoppedSince !== undefined;

const nothingCame = (query: Query): BadQuery =>
  new BadQuery(
    "department",
    `Nothing has come to "${textOf(query, "department")}" yet.`,
    "Ask for the site.",
    "unknown_queue",
    404,
  );

/** What is said where a moment is named: which one, and whether its numbers were restated since; nothing where none is. */
export async function momentOf(
  { sites }: ReadQuery,
  { history }: Pick<QueryParts, "history">,
  kpi: string | null,
): Promise<object> {
  const { at } = sites[0].span;
  if (at === null) return {};
  const restated: (boolean | null)[] = [];
  for (const { site, parts } of sites)
    for (const { asked } of parts) restated.push(await restatedSince(history, site.config.id, asked, kpi));
  return {
    at: new Date(at).toISOString(),
    restated: restated.includes(true) ? true : restated.includes(null) ? null : false,
  };
}
