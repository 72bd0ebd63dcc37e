/** What was restated of closed intervals, newest first. */
import { cellName, localIso, type SiteConfig } from "@floorwalker/domain";
import type { History } from "@floorwalker/ports";
import type { Sight } from "../access/sight.ts";
import { BYTE_ORDER_MARK, csvLine } from "../csv.ts";
import { askedSpan } from "./asked-span.ts";
import { badParameter, unknownParameter } from "./history-error.ts";
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
  return {
    site,
    zone,
    from: text(from),
    to: text(to),
    more: found.length > limit,
    restatements: found
      .slice(0, limit)
      .filter(({ cell }) => sight.seesCell(site, cell))
      .map(({ cell, length, from: begins, at, kpi, before, after, events }) => {
        const { kind: _, ...scope } = cellName(cell);
        const told = { at: text(at), scope: { site, ...scope }, interval: length, from: text(begins) };
        return { ...told, kpi, before, after, events };
      }),
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
