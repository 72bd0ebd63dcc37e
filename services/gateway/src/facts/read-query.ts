/** A query for facts, read as far as both routes read it: the site as it is stored, the cell, the span, and as of when that is. */
import { type ServiceLevelPolicyId, unconfiguredSite, type WindowId } from "@floorwalker/domain";
import type { History } from "@floorwalker/ports";
import type { Configuration } from "@floorwalker/runtime";
import type { Asked, StoredSite } from "@floorwalker/stream";
import { type AskedSpan, cellOf, type KnownRows, siteOf, spanOf } from "./asked-query.ts";
import { BadQuery, type Query } from "./query-fault.ts";
import { restatedSince } from "./restated-since.ts";
import type { StoredFacts } from "./stored-facts.ts";

export interface QueryParts {
  readonly facts: StoredFacts;
  /** Null: nobody keeps one. */
  readonly history: Pick<History, "restatements"> | null;
  readonly known: KnownRows;
  readonly config: () => Pick<Configuration, "sites">;
  readonly clock: () => number;
}

export interface ReadQuery {
  readonly site: StoredSite;
  readonly asked: Asked;
  readonly span: AskedSpan;
  /** As of when the numbers are true, epoch ms. */
  readonly now: number;
  /** The first formula of the queue or site, by which spans are read. */
  readonly policy: ServiceLevelPolicyId;
}

/** @throws BadQuery */
export async function readQuery(
  query: Query,
  { facts, known, config, clock }: QueryParts,
  otherwise: WindowId | null,
): Promise<ReadQuery> {
  const id = siteOf(query, sitesOf(known, config().sites.keys()));
  const { row, ...cell } = cellOf(query, config().sites.get(id) ?? unconfiguredSite(id), known);
  const site = await facts.site(id);
  // Numbers that have not changed since are not told anew: then what is stored is later.
  const told = Math.max(site.clock, row?.moment ?? site.clock);
  const now = Number.isFinite(told) ? told : clock();
  const span = spanOf(query, site.config.zone, now, otherwise);
  const { from, to, live } = span;
  const policy = site.formulaOf(cell.cell);
  if (cell.others?.some((each) => site.formulaOf(each) !== policy))
    throw new BadQuery(
      "department",
      "Its queues are judged by different formulas: no list adds up to their service level.",
      "Ask for each of its queues.",
      "not_explained",
    );
  return { site, asked: { ...cell, from, to, live }, span, now, policy };
}

/** What is said where a moment is named: which one, and whether its numbers were restated since; nothing where none is. */
export async function momentOf(
  { at }: AskedSpan,
  asked: Asked,
  { history }: Pick<QueryParts, "history">,
  site: string,
  kpi: string | null,
): Promise<object> {
  if (at === null) return {};
  return { at: new Date(at).toISOString(), restated: await restatedSince(history, site, asked, kpi) };
}

function sitesOf(known: KnownRows, configured: Iterable<string>): string[] {
  const heard = [...known.rows()].flatMap(({ name }) => (name.kind === "site" ? [name.site] : []));
  return [...new Set([...configured, ...heard])].sort();
}
