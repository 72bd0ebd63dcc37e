/** A request for history as what it asks, or what is wrong with it. */
import { type CounterName, kpiById, type SiteConfig } from "@floorwalker/domain";
import { askedSpan } from "./asked-span.ts";
import { badParameter, HistoryError, unknownParameter } from "./history-error.ts";
import { HISTORY_INTERVALS, type HistoryInterval, keptLengthOf, type Stretch, widened } from "./history-interval.ts";
import { type AskedNames, type ScopeChoice, scopeChoice } from "./row-scope.ts";

/** What is asked of one site, by its own clock. */
export interface AskedSite extends Stretch {
  readonly site: string;
  readonly zone: string;
}

export interface HistoryQuestion {
  /** One, or all of a region; never none. */
  readonly sites: readonly [AskedSite, ...(readonly AskedSite[])];
  readonly region: string | null;
  readonly interval: HistoryInterval;
  readonly scope: ScopeChoice;
  /** As they were written: whether there are such, nobody has asked yet. */
  readonly names: AskedNames;
  /** Null: all that can be told. */
  readonly kpis: ReadonlySet<string> | null;
  /** Counters that are not told; absent: all are. */
  readonly hidden?: ReadonlySet<CounterName>;
}

const NAMES = ["queue", "channel", "team", "agent", "department", "survey"] as const;
const KNOWN: readonly string[] = ["site", "region", "from", "to", "interval", "kpis", "bom", ...NAMES];
const NOMINAL_MS = { "15m": 900_000, day: 86_400_000 };

/** `sites`: every one that is known. @throws HistoryError. */
export function historyQuestion(
  query: Readonly<Record<string, unknown>>,
  sites: readonly SiteConfig[],
  now: number,
  maxRows: number,
): HistoryQuestion {
  for (const name of Object.keys(query)) if (!KNOWN.includes(name)) throw unknownParameter(name, KNOWN);
  const one = (name: string): string | undefined => single(name, query[name]);
  const interval = (one("interval") ?? "15m") as HistoryInterval;
  if (!HISTORY_INTERVALS.includes(interval))
    throw badParameter("interval", interval, `Use one of ${HISTORY_INTERVALS.join(", ")}.`);
  const region = one("region") ?? null;
  const chosen = askedSites(sites, one("site"), region);
  const asked: AskedNames = Object.fromEntries(
    NAMES.flatMap((name) => (query[name] === undefined ? [] : [[name, several(name, query[name])]])),
  );
  const scope = scopeChoice(asked, chosen);
  if (region !== null && (asked.queue ?? asked.agent ?? asked.team ?? asked.survey) !== undefined)
    throw badParameter("region", region, "Ask for a site: queues, teams, agents and surveys are a site's own.");
  const askedOf = ({ id: site, zone }: SiteConfig): AskedSite => {
    const { from, to } = askedSpan(one("from"), one("to"), now, zone);
    // Nothing begins after now.
    return { site, zone, ...widened({ from, to: Math.max(from, Math.min(to, now)) }, interval, zone) };
  };
  const [first, ...others] = chosen;
  const question = {
    sites: [askedOf(first), ...others.map(askedOf)] as const,
    region,
    interval,
    scope,
    names: asked,
    kpis: kpisOf(one("kpis")),
  };
  const most = mostRows(question);
  if (most > maxRows) throw tooManyRows(`up to ${most}`, maxRows);
  return question;
}

/** At the least, where nobody knows how many cells there are. */
function mostRows({ sites: [{ from, to }], interval, scope }: HistoryQuestion): number {
  const step =
    { "15m": 1, "30m": 2, "1h": 4, day: 1, week: 7, month: 28 }[interval] * NOMINAL_MS[keptLengthOf(interval)];
  return Math.ceil((to - from) / step) * (scope.rows ?? 1);
}

export const tooManyRows = (rows: string, maxRows: number): HistoryError =>
  new HistoryError(
    400,
    "too_many_rows",
    `This asks for ${rows} rows; an answer has at most ${maxRows}.`,
    "Ask for a shorter span, a longer interval, or fewer queues or agents.",
  );

/** At least one. @throws HistoryError. */
export function askedSites(
  sites: readonly SiteConfig[],
  site: string | undefined,
  region: string | null,
): readonly [SiteConfig, ...(readonly SiteConfig[])] {
  const list = (names: readonly string[]): string =>
    names.length === 0 ? "None is known yet." : `Use one of: ${[...new Set(names)].sort().join(", ")}.`;
  if (region !== null) {
    if (site !== undefined) throw badParameter("site", site, "Leave it out with region, or leave region out.");
    const [first, ...members] = sites.filter((each) => each.region === region);
    if (first !== undefined) return [first, ...members];
    const known = sites.flatMap((each) => each.region ?? []);
    throw new HistoryError(404, "unknown_region", `There is no region "${region}".`, list(known), "region");
  }
  const ids = sites.map(({ id }) => id);
  if (site === undefined) {
    if (sites.length === 1) return [sites[0]!];
    throw new HistoryError(400, "missing_site", "The request names no site.", `Add ?site=. ${list(ids)}`, "site");
  }
  const found = sites.find(({ id }) => id === site);
  if (found === undefined)
    throw new HistoryError(404, "unknown_site", `There is no site "${site}".`, list(ids), "site");
  return [found];
}

function kpisOf(text: string | undefined): ReadonlySet<string> | null {
  if (text === undefined) return null;
  const ids = text.split(",").filter((id) => id !== "");
  for (const id of ids)
    if (kpiById(id) === undefined)
      throw new HistoryError(
        404,
        "unknown_kpi",
        `There is no KPI "${id}".`,
        "Use ids of GET /v1/kpis, separated by commas.",
        "kpis",
      );
  return new Set(ids);
}

export function single(name: string, value: unknown): string | undefined {
  if (value === undefined || (typeof value === "string" && value !== "")) return value;
  const times = Array.isArray(value) ? value.length : 1;
  throw badParameter(name, times > 1 ? `${times} times` : "", "Give it once, with a value.");
}

function several(name: string, value: unknown): readonly string[] {
  const values = [value].flat();
  if (values.every((each): each is string => typeof each === "string" && each !== "")) return [...new Set(values)];
  throw badParameter(name, JSON.stringify(values), "Give it a value, or several by repeating it.");
}
