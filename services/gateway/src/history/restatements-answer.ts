/** What was restated of closed intervals, newest first. */
import { cellName, localIso, type SiteConfig } from "@floorwalker/domain";
import type { History } from "@floorwalker/ports";
import type { Sight } from "../access/sight.ts";
import { askedSpan } from "./asked-span.ts";
import { badParameter, unknownParameter } from "./history-error.ts";
import { askedSites, single } from "./history-question.ts";

const MOST = 10_000;
const USUAL = 1_000;
const KNOWN: readonly string[] = ["site", "from", "to", "limit"];

export interface RestatementsAsked {
  readonly history: Pick<History, "restatements">;
  readonly sites: readonly SiteConfig[];
  readonly sight: Sight;
  readonly now: number;
}

/** `from` and `to`: when they were told. @throws HistoryError. */
export async function restatementsAnswer(
  query: Readonly<Record<string, unknown>>,
  { history, sites, sight, now }: RestatementsAsked,
): Promise<object> {
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
    /** There are older ones: ask with `to` at the last one's `at`. */
    more: found.length > limit,
    restatements: found
      .slice(0, limit)
      .filter(({ cell }) => sight.seesCell(site, cell))
      .map(({ cell, length, from: begins, kpi, before, after, at }) => {
        const { kind: _, ...scope } = cellName(cell);
        return { at: text(at), scope: { site, ...scope }, interval: length, from: text(begins), kpi, before, after };
      }),
  };
}
