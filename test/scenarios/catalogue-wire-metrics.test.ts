/**
 * The KPI catalogue, the fields of the view rows and the series in Prometheus are one list: whatever is in one of them is in
 * the others. And the counters tell what the numbers tell.
 */
import { aggregatorMetrics } from "@floorwalker/aggregator";
import { type CanonicalEvent, KPIS, kpiSeries, METRIC_WINDOW, WINDOW_IDS } from "@floorwalker/domain";
import { createMetrics } from "@floorwalker/runtime";
import fc from "fast-check";
import { expect, test } from "vitest";
import { plausible, SITE } from "../support/src/histories/histories.ts";
import { PureOwner } from "../support/src/pure-owner.ts";
import { seeded, shuffled } from "../support/src/shuffle.ts";
import { T0, tell } from "../support/src/tell.ts";

type Row = Readonly<Record<string, number | string | boolean | null>>;

/** A morning in which every KPI has a value: somebody of each kind, and one who still waits. */
const MORNING: readonly CanonicalEvent[] = [
  tell(0, "agent.signedIn", { agent: "a1" }),
  tell(1, "agent.scheduled", {
    agent: "a1",
    data: { from: new Date(T0).toISOString(), to: new Date(T0 + 3_600_000).toISOString(), state: "working" },
  }),
  ...["c1", "c2", "c3"].map((contact) => tell(10, "contact.queued", { contact, customer: contact })),
  tell(20, "contact.answered", { contact: "c1", agent: "a1" }),
  tell(30, "contact.abandoned", { contact: "c2" }),
  tell(80, "contact.ended", { contact: "c1", agent: "a1", data: { wrapUpMs: 5_000 } }),
  tell(90, "survey.answered", { contact: "c1", data: { score: 5, scale: "1-5" } }),
  tell(88, "survey.answered", { contact: "c1", data: { score: 9, scale: "0-10", measure: "nps" } }),
  tell(89, "survey.answered", { contact: "c1", data: { score: 6, scale: "1-7", measure: "ces" } }),
  tell(91, "contact.queued", { contact: "m1", channel: "chat" }),
  tell(95, "contact.message", { contact: "m1", channel: "chat", agent: "a1", data: { from: "agent" } }),
  tell(96, "contact.message", { contact: "m1", channel: "chat", data: { from: "customer" } }),
  tell(98, "contact.message", { contact: "m1", channel: "chat", agent: "a1", data: { from: "agent" } }),
  tell(99, "contact.resolved", { contact: "m1", channel: "chat", agent: "a1" }),
];
const NOW = T0 + 100_000;

/** Sums that a client needs to merge sites; no KPIs. */
const SUMS = ["answeredInThreshold", "inTime", "decided"];

function shown(events: readonly CanonicalEvent[], now: number, owner = new PureOwner({ withViews: true })) {
  const metrics = createMetrics({ processMetrics: false });
  const own = aggregatorMetrics(metrics, () => []);
  owner.committed = (draft) => own.committed(0, draft);
  owner.commit(events, now).tick(now);
  const rows = [...owner.views.values()].map((row) => JSON.parse(row) as Row);
  return { owner, rows, text: () => metrics.text() };
}

test("every KPI has its field in the rows, and every field over a window is a KPI, a sum for merging, or what judged it", () => {
  const { rows } = shown(MORNING, NOW);
  const windowed = (row: Row): string[] =>
    Object.keys(row).flatMap((field) => (field.endsWith(`.${METRIC_WINDOW}`) ? [field.slice(0, -4)] : []));
  for (const kind of ["queue", "site"] as const) {
    const row = rows.find((each) => each.kind === kind)!;
    const expected = KPIS.filter(({ scopes }) => scopes.includes(kind));
    for (const kpi of expected) {
      const { field } = kpiSeries(kpi);
      for (const name of kpi.nature === "moment" ? [field] : WINDOW_IDS.map((window) => `${field}.${window}`))
        expect(Object.hasOwn(row, name), `${kind} ${name}`).toBe(true);
    }
    const spans = expected.filter(({ nature }) => nature !== "moment").map(({ id }) => id);
    expect(
      windowed(row)
        .filter((field) => field !== "policies" && !SUMS.includes(field))
        .sort(),
    ).toEqual(spans.sort());
  }
});

test("every KPI has its series with a value, and every series is a KPI, a part of one, or about the numbers themselves", async () => {
  const text = await shown(MORNING, NOW).text();
  const values = (name: string): number => text.split("\n").filter((line) => line.startsWith(`${name}{`)).length;
  const expected = KPIS.flatMap((kpi) => {
    const { metric } = kpiSeries(kpi);
    if (kpi.nature === "count") return [`floorwalker_queue_${metric}`];
    return (["queue", "site"] as const)
      .filter((scope) => kpi.scopes.includes(scope))
      .map((scope) => `floorwalker_${scope}_${metric}`);
  });
  // Of a window it is never decided whether customers came again.
  for (const name of expected)
    if (!name.endsWith("_first_contact_resolution_mature_ratio")) expect(values(name), name).toBeGreaterThan(0);
  for (const kpi of KPIS.filter(({ part }) => part !== undefined)) expect(text).toContain(kpiSeries(kpi).labels);
  const PARTS =
    /^floorwalker_queue_(.*_retracted_total|answered_in_time_total|abandoned_in_time_total|talks_ended_total|first_responses_total|surveys_top_two_total|survey_score_total|replies_total|nps_promoters_total|nps_detractors_total|ces_score_total|.*_seconds_total|answered_wait_seconds)$/;
  const ABOUT = ["floorwalker_site_watermark_seconds"];
  const exported = [...text.matchAll(/^# TYPE (floorwalker_(?:queue|site)_\S+)/gm)].map(([, name]) => name!);
  const named = exported.filter((name) => !PARTS.test(name) && !ABOUT.includes(name));
  expect(named.sort()).toEqual([...new Set(expected)].sort());
  expect(exported.length).toBe(new Set(exported).size);
});

test("what the counters added less what they took back is what the queue's day shows, in any order of arrival", {
  timeout: 120_000,
}, async () => {
  const counted = KPIS.filter(({ nature }) => nature === "count").map(({ id }) => id);
  await fc.assert(
    fc.asyncProperty(plausible, fc.integer(), async (events, seed) => {
      const { owner, text } = shown([], T0, new PureOwner({ sites: [SITE], withViews: true, graceMs: 30_000 }));
      const arriving = shuffled(events, seeded(seed));
      for (let at = 0; at < arriving.length; at += 7) owner.commit(arriving.slice(at, at + 7));
      const to = Math.max(T0, ...events.map(({ time }) => time)) + 3_600_000;
      owner.tick(to);
      const report = owner.report("15m", to).total;
      const lines = (await text()).split("\n");
      const sum = (queue: string, channel: string, metric: string, labels: string): number =>
        lines
          .filter(
            (line) =>
              line.startsWith(`floorwalker_queue_${metric}{site="here",queue="${queue}",channel="${channel}"`) &&
              line.includes(labels),
          )
          .reduce((total, line) => total + Number(line.split(" ").at(-1)), 0);
      for (const [queue, channels] of Object.entries(report.queues))
        for (const [channel, numbers] of Object.entries(channels))
          for (const kpi of KPIS.filter(({ id }) => counted.includes(id))) {
            const { metric, labels } = kpiSeries(kpi);
            const net =
              sum(queue, channel, metric, labels) -
              sum(queue, channel, metric.replace(/_total$/, "_retracted_total"), labels);
            expect(net, `${kpi.id} of ${queue} ${channel}`).toBe(numbers.kpis[kpi.id]);
          }
    }),
    { numRuns: Number(process.env.PROPERTY_RUNS ?? 25), endOnFailure: true },
  );
});

test("a caller who is answered after others came adds to no counter of what is taken back", async () => {
  const { owner, text } = shown(MORNING.slice(0, 4), NOW);
  for (const event of MORNING.slice(4)) owner.commit([event], NOW);
  owner.tick(NOW + 60_000);
  for (const line of (await text()).split("\n").filter((each) => /_retracted_total\{/.test(each)))
    expect(line).toMatch(/ 0$/);
});
