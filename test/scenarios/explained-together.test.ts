/**
 * What boards show of a region or of a department, explained: each site and each queue is judged by its own formula, the contacts of all
 * of them are one list, and what they add up to is the number of the merged row, for random histories.
 */
import {
  type CanonicalEvent,
  dayStart,
  explainedBy,
  KPIS,
  queueCell,
  type Scope,
  SERVICE_LEVEL_POLICIES,
  type ServiceLevelPolicyId,
  SITE_CELL,
  type SiteConfig,
  WINDOW_IDS,
  type WindowId,
} from "@floorwalker/domain";
import {
  type Asked,
  mergedRow,
  PANE_MS,
  partOfRow,
  queueName,
  type ViewRow,
  viewName,
  WINDOW_PANES,
} from "@floorwalker/stream";
import fc from "fast-check";
import { expect, test } from "vitest";
import { explainTogether, StoredNumbers, type TogetherPart } from "../support/src/explain-stored.ts";
import { BEGIN, ofSite, plausible, sites } from "../support/src/histories/histories.ts";
import { PureOwner } from "../support/src/pure-owner.ts";

const formula = fc.constantFrom<ServiceLevelPolicyId>(...SERVICE_LEVEL_POLICIES);
const judgedOtherwise = fc
  .record({ site: sites, policy: formula, ofQueues: fc.array(fc.option(formula), { minLength: 4, maxLength: 4 }) })
  .map(({ site, policy, ofQueues }) => ({
    ...site,
    policy,
    region: "south",
    departments: [{ department: "front", title: "Front", queues: ["q1", "q2"] }],
    queues: site.queues.map((queue, index) => ({ ...queue, policy: ofQueues[index] ?? null })),
  }));

/** Whose sources are never silent: what a board holds of a silent one is as it was when that was last heard. */
const named = (id: string, site: SiteConfig): SiteConfig => ({
  ...site,
  id,
  sources: site.sources.map((source) => ({ ...source, source: `${id}${source.source}` })),
});

/** The rows of the wholes, of what an owner has committed. */
function wholesOf(rows: ReadonlyMap<string, Uint8Array>): ViewRow[] {
  const parts = Map.groupBy(
    [...rows].map(([id, bytes]) => ({ id, bytes })),
    partOfRow,
  );
  return [...parts].flatMap(([id, of]) => (id === null ? [] : [mergedRow(id, of)!]));
}

function spanOf(window: WindowId, { zone }: SiteConfig, clock: number): Pick<Asked, "from" | "to" | "live"> {
  if (window === "day") return { from: dayStart(clock, zone), to: Number.POSITIVE_INFINITY, live: true };
  const end = (Math.floor(clock / PANE_MS) + 1) * PANE_MS;
  return { from: end - WINDOW_PANES[window] * PANE_MS, to: end, live: true };
}

/** Of the department the queues that have rows, as a gateway knows them, by formula; of the region each site. */
function partsOf(
  row: ViewRow,
  numbers: readonly StoredNumbers[],
  rows: ReadonlyMap<string, Uint8Array>,
  window: WindowId,
  clock: number,
): readonly TogetherPart[] {
  const spanIn = (each: StoredNumbers) => spanOf(window, each.site.config, clock);
  if (row.kind === "region")
    return numbers.map((each) => ({ numbers: each, asked: [{ cell: SITE_CELL, ...spanIn(each) }] }));
  const own = numbers.find(({ site }) => site.config.id === row.site)!;
  const queues = [...rows.keys()].flatMap((id) => {
    const { kind, site, rest } = viewName(id);
    if (kind !== "queue" || site !== row.site) return [];
    const { queue, channel } = queueName(rest);
    return queue === "q1" || queue === "q2" ? [queueCell(queue, channel)] : [];
  });
  const byFormula = [...Map.groupBy(queues, (cell) => own.site.formulaOf(cell)).values()];
  return [{ numbers: own, asked: byFormula.map(([cell, ...others]) => ({ cell: cell!, others, ...spanIn(own) })) }];
}

const divide = (above: number, below: number): number | null => (below > 0 ? above / below : null);

const isClose = (a: number | null, b: unknown): boolean =>
  a === null || typeof b !== "number" ? a === b : Math.abs(a - b) < 1e-9 * Math.max(1, Math.abs(a));

test("what contacts add up to is the number shown of a region and of a department whose queues have several formulas", {
  timeout: 240_000,
}, () => {
  const seconds = fc.integer({ min: 1800, max: 11 * 3600 });
  fc.assert(
    fc.property(plausible, plausible, judgedOtherwise, judgedOtherwise, seconds, (one, two, here, there, asOf) => {
      const clock = BEGIN + asOf * 1000;
      const configs = [named("a", here), named("b", there)];
      const events: readonly CanonicalEvent[] = [...ofSite("a", one), ...ofSite("b", two)];
      const owner = new PureOwner({ sites: configs, graceMs: 60_000, withViews: true });
      const rows = new Map<string, Uint8Array>();
      owner.committed = ({ views }) => {
        for (const [id, bytes] of views)
          if (bytes === null) rows.delete(id);
          else rows.set(id, bytes.slice());
      };
      owner.feed(
        events.filter(({ time }) => time <= clock),
        { batch: 9 },
      );
      owner.tick(clock);
      const numbers = configs
        .filter(({ id }) => rows.has(`site:${id}`))
        .map((config) => new StoredNumbers(owner, config, "outcome"));
      const wrong: string[] = [];
      for (const row of wholesOf(rows)) {
        const scope: Scope = row.kind === "region" ? "site" : "queue";
        for (const window of WINDOW_IDS)
          for (const kpi of KPIS) {
            const field = kpi.nature === "moment" ? kpi.id : `${kpi.id}.${window}`;
            if (explainedBy(kpi, { policy: "answered-only", scope }) === null || !kpi.scopes.includes(scope)) continue;
            // Queues have bounds of their own: of several together there is none.
            if (kpi.ticking === "atBounds") {
              if (row[field] !== undefined) wrong.push(`${row.id} ${field}: ${String(row[field])} shown`);
              continue;
            }
            const parts = partsOf(row, numbers, rows, window, clock);
            const { value, numerator, denominator } = explainTogether(kpi.id, parts);
            if (!isClose(value, row[field]))
              wrong.push(`${row.id} ${field}: ${String(row[field])} shown, ${value} explained`);
            if (denominator !== null && !isClose(divide(numerator.amount, denominator.amount), value))
              wrong.push(`${row.id} ${field}: ${value} explained, ${numerator.amount} ÷ ${denominator.amount}`);
            for (const sum of [numerator, denominator]) {
              const listed = sum === null ? 0 : sum.facts.reduce((all, { amount }) => all + amount, 0);
              if (sum !== null && !isClose(listed, sum.amount))
                wrong.push(`${row.id} ${field}: ${sum.amount} by ${listed}`);
            }
          }
      }
      expect(wrong).toEqual([]);
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 12), endOnFailure: true },
  );
});
