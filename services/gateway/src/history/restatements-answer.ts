/** What was restated of closed intervals, newest first. */
import { cellName, localIso, type SiteConfig, tellsSurveys } from "@floorwalker/domain";
import type { History, Restatement } from "@floorwalker/ports";
import type { Sight } from "../access/sight.ts";
import { BYTE_ORDER_MARK, csvLine } from "../csv.ts";
import { askedSpan } from "./asked-span.ts";
import { badParameter, unknownParameter, wholeDaysOnly } from "./history-error.ts";
import { askedSites, single } from "./history-question.ts";

const MOST = 10_000;
const USUAL = 1_000;
const KNOWN: readonly string[] = ["site", "from", "to", "limit"];
const PARTS = ["queue", "channel", "agent", "team", "tag", "value"] as const;

export interface RestatementsAsked {
  readonly history: Pick<History, "restatements">;
  readonly sites: readonly SiteConfig[];
  readonly sight: Sight;
  readonly now: number;
}

export interface RestatementsTold {
  readonly site: string;
  readonly zone: string;
  readonly from: string;
  readonly to: string;
  /** There are older ones: ask with `to` at the last one's `at`. */
  readonly more: boolean;
  readonly restatements: readonly RestatementTold[];
}

interface RestatementTold {
  readonly at: string;
  readonly scope: { readonly site: string } & Readonly<Partial<Record<(typeof PARTS)[number], string>>>;
  readonly interval: string;
  readonly from: string;
  readonly kpi: string;
  readonly before: number | null;
  readonly after: number | null;
  readonly events: number | null;
}

/** `from` and `to`: when they were told. @throws HistoryError. */
export async function restatementsAnswer(
  query: Readonly<Record<string, unknown>>,
  { history, sites, sight, now }: RestatementsAsked,
): Promise<RestatementsTold> {
  for (const name of Object.keys(query)) if (!KNOWN.includes(name)) throw unknownParameter(name, KNOWN);
  // Each is the difference that a few contacts make.
  if (sight.told.profile.agents === "groups") throw wholeDaysOnly(null);
  const one = (name: string): string | undefined => single(name, query[name]);
  const [{ id: site, zone }] = askedSites(sites, one("site"), null);
  const { from, to: ends } = askedSpan(one("from"), one("to"), now, zone);
  // Those of this very minute are told as of its beginning.
  const to = one("to") === undefined ? Math.max(ends, now + 1) : ends;
  const written = one("limit") ?? String(USUAL);
  const limit = /^\d{1,9}$/.test(written) ? Number(written) : 0;
  if (limit < 1 || limit > MOST) throw badParameter("limit", written, `Use a number from 1 to ${MOST}.`);
  const found = await history.restatements({ site, from, to, limit: limit + 1 });
  const text = (time: number): string => localIso(time, zone);
  const told = found.slice(0, limit).flatMap((each) => {
    const scope = sight.seesCell(site, each.cell) ? scopeAsTold(each, sight) : null;
    return scope === null ? [] : [{ ...each, scope }];
  });
  // In the store's order an agent would have the place of his name.
  if (sight.told.hides)
    told.sort((a, b) => b.at - a.at || (JSON.stringify(a.scope) < JSON.stringify(b.scope) ? -1 : 1));
  return {
    site,
    zone,
    from: text(from),
    to: text(to),
    more: found.length > limit,
    restatements: told.map(({ scope, length, from: begins, kpi, before, after, events, at }) => ({
      at: text(at),
      scope: { site, ...scope },
      interval: length,
      from: text(begins),
      kpi,
      before,
      after,
      events,
    })),
  };
}

/** The same entries; what is null is empty. */
export function restatementsCsv({ restatements }: RestatementsTold, withMark: boolean): string {
  const heads = ["at", "site", ...PARTS, "interval", "from", "kpi", "before", "after", "events"];
  const lines = restatements.map(({ at, scope, interval, from, kpi, before, after, events }) =>
    csvLine([at, scope.site, ...PARTS.map((part) => scope[part] ?? null), interval, from, kpi, before, after, events]),
  );
  return (withMark ? BYTE_ORDER_MARK : "") + csvLine(heads) + lines.join("");
}

/** Null: it is not told. */
function scopeAsTold(
  { site, cell, from, kpi }: Restatement,
  { told }: Sight,
): Omit<RestatementTold["scope"], "site"> | null {
  const { kind: _, ...scope } = cellName(cell);
  if (!("agent" in scope)) return scope;
  if (from < told.personsFrom(site) || (tellsSurveys(kpi) && !told.profile.satisfaction)) return null;
  const agent = told.agent(site, scope.agent);
  return agent === null ? null : { ...scope, agent };
}
