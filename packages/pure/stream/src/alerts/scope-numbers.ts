/**
 * The numbers of what a rule is of, as of now: a queue's, the site's, a team's, or a department's, which are those of its queues or of
 * its teams together (the vectors are added up, never the ratios).
 */
import {
  type CellKey,
  type Channel,
  cellKind,
  cellName,
  goalCells,
  type KpiInput,
  type Live,
  queueCell,
  type Scope,
  type ScopeOfSite,
  SITE_CELL,
  serviceLevelParts,
  type WindowId,
} from "@floorwalker/domain";
import { PANE_MS, WINDOW_PANES } from "../cells/pane-time.ts";
import type { SiteReader, SiteSpans } from "../site-reader.ts";
import type { SiteState } from "../site-state.ts";
import { mergedLive } from "../views/merged-windows.ts";
import { type NumberVector, VectorSum } from "../views/number-vector.ts";

export interface ScopeNumbers {
  /** By which its KPIs are read. */
  readonly scope: Scope;
  readonly live: Live;
  /** A source of it is silent. */
  readonly stale: boolean;
  input(window: WindowId): KpiInput;
}

export function scopeNumbers(
  of: ScopeOfSite,
  site: SiteState,
  reader: SiteReader,
  siteSpans: () => SiteSpans,
): ScopeNumbers {
  const { sources } = site;
  switch (of.kind) {
    case "queue": {
      const key = queueCell(of.queue, of.channel);
      const live = reader.queueLive(key);
      const stale = sources.staleness(key) !== null;
      const input = (window: WindowId) => reader.input(reader.cellSpan(key, window), live, key, of.channel);
      return { scope: "queue", live, stale, input: (window) => overWindow(input(window), window) };
    }
    case "team":
      return done([of.team], site, reader);
    case "department": {
      const cells = goalCells(of, site.context.config);
      const isOfQueues = cells.some((cell) => cellKind(cell) === "queue");
      const { teams } = site.context.config;
      if (!isOfQueues)
        return done(
          teams.filter(({ department }) => department === of.department).map(({ team }) => team),
          site,
          reader,
        );
      return ofQueues(cells, site, reader);
    }
    default: {
      const live = reader.siteLive();
      const stale = sources.siteStaleness() !== null;
      const input = (window: WindowId) => reader.input(siteSpans()[window], live, SITE_CELL, null);
      return { scope: "site", live, stale, input: (window) => overWindow(input(window), window) };
    }
  }
}

/** Of what agents did. A source that is silent may tell of any of them. */
function done(teams: readonly string[], site: SiteState, reader: SiteReader): ScopeNumbers {
  const live = teams.length === 0 ? reader.teamLive("") : mergedLive(teams.map((team) => reader.teamLive(team)));
  const stale = site.sources.siteStaleness() !== null;
  return {
    scope: "team",
    live,
    stale,
    input: (window) => {
      const { counters, waits } = summed(teams.map((team) => reader.teamSpan(team, window)));
      return overWindow({ counters, waits, longestWait: null, live, policy: "answered-only" }, window);
    },
  };
}

/** Each is judged by its own formula, and the two sides are added up. */
function ofQueues(cells: readonly CellKey[], site: SiteState, reader: SiteReader): ScopeNumbers {
  const live = { ...mergedLive(cells.map((cell) => reader.queueLive(cell))), agents: null };
  return {
    scope: "queue",
    live,
    stale: cells.some((cell) => site.sources.staleness(cell) !== null),
    input: (window) => {
      const spans = cells.map((cell) => reader.cellSpan(cell, window));
      const { counters, waits, longest } = summed(spans);
      const inputs = cells.map((cell, at) => reader.input(spans[at]!, live, cell, channelOf(cell)));
      const { policy } = inputs[0]!;
      const asFirst = serviceLevelParts(policy, counters);
      const otherwise = { numerator: -asFirst.numerator, denominator: -asFirst.denominator };
      for (const input of inputs) {
        const own = serviceLevelParts(input.policy, input.counters);
        otherwise.numerator += own.numerator + input.otherwise!.numerator;
        otherwise.denominator += own.denominator + input.otherwise!.denominator;
      }
      return overWindow({ counters, waits, longestWait: longest, live, policy, otherwise }, window);
    },
  };
}

function channelOf(cell: CellKey): Channel {
  const name = cellName(cell);
  return name.kind === "queue" ? name.channel : "call";
}

function summed(vectors: readonly NumberVector[]): NumberVector {
  const [first] = vectors;
  if (vectors.length === 1) return first!;
  const sum = new VectorSum();
  for (const vector of vectors) sum.add(vector);
  return sum;
}

const overWindow = (input: KpiInput, window: WindowId): KpiInput =>
  window === "day" ? input : { ...input, spanMs: WINDOW_PANES[window] * PANE_MS };
