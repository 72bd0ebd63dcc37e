/** Which KPIs become series, which of them are left out, and that a scrape leaves room for everything else. */
import { jsonViewRow, viewId } from "@floorwalker/stream";
import { describe, expect, test } from "vitest";
import { KpiSeries } from "../src/kpi-series.ts";
import { SeriesText } from "../src/series-text.ts";

const rows = (kind: string, count: number, shown = 1): (readonly [string, Uint8Array])[] =>
  Array.from({ length: count }, (_, index) => {
    const id = kind === "queue" ? `queue:s:q${index}:call` : kind === "team" ? `team:s:t${index}` : `site:s${index}`;
    return [id, jsonViewRow({ id, kind, waiting: shown, agentsIdle: shown, "abandonRate.15m": null })] as const;
  });

const flow = (queue: number, ...changes: number[]) => ({ site: "s", queue: `q${queue}`, channel: "call", changes });
const OFFERED = 0;
const lines = (text: string, name: string): string[] =>
  text.split("\n").filter((line) => line.startsWith(`floorwalker_${name}{`));

describe("the limit is on series", () => {
  test("what does not fit is left out whole, sites never before queues, and the count says so", async () => {
    const all = new KpiSeries();
    all.committed(0, { flows: [], views: [...rows("queue", 3), ...rows("site", 2)] });
    expect(all.leftOut()).toEqual({ queues: 0, sites: 0, teams: 0, surveys: 0, series: 0 });
    const each = new KpiSeries({ most: 0 });
    each.committed(0, { flows: [], views: rows("queue", 1) });
    const few = new KpiSeries({ most: 2.5 * each.leftOut().series });
    few.committed(0, { flows: [], views: [...rows("queue", 3), ...rows("site", 2)] });
    const text = await few.text();
    expect(lines(text, "site_waiting").length).toBe(2);
    const shown = lines(text, "queue_waiting").length;
    const left = (3 - shown) * each.leftOut().series;
    expect(few.leftOut()).toEqual({ queues: 3 - shown, sites: 0, teams: 0, surveys: 0, series: left });
    expect(shown).toBeLessThan(3);
  });

  test("a team has gauges of who is there and of the last 15 minutes, few of them, and goes with its partition", async () => {
    const series = new KpiSeries({ most: 0 });
    series.committed(0, { flows: [], views: rows("team", 1) });
    expect(series.leftOut().series).toBeLessThan(40);
    const one = new KpiSeries();
    one.committed(0, { flows: [], views: rows("team", 1, 2) });
    expect(lines(await one.text(), "team_agents_idle")).toEqual(['floorwalker_team_agents_idle{site="s",team="t0"} 2']);
    one.released(0);
    expect(lines(await one.text(), "team_agents_idle")).toEqual([]);
  });

  test("one queue has no more series than its limit counts, whatever it shows", async () => {
    const each = new KpiSeries({ most: 0 });
    each.committed(0, { flows: [], views: rows("queue", 1) });
    const one = new KpiSeries();
    one.committed(0, { flows: [flow(0, OFFERED, 2, 1)], views: rows("queue", 1) });
    const series = (await one.text()).split("\n").filter((line) => line.includes('queue="q0"'));
    expect(series.length).toBeLessThanOrEqual(each.leftOut().series);
    expect(series.length).toBeGreaterThan(60);
  });
});

describe("a scrape", () => {
  test("renders at most 25 things between two turns of the loop", async () => {
    let since = 0;
    let most = 0;
    const count = { name: "n", help: "N.", type: "gauge", series: 1 } as const;
    const render = (): string => {
      most = Math.max(most, ++since);
      return "";
    };
    const series = new SeriesText<number>([{ ...count, render }], async () => {
      since = 0;
    });
    for (let thing = 0; thing < 1_000; thing++) series.set(String(thing), thing);
    await series.text(1_000);
    expect(most).toBe(25);
  });

  test("of a thousand queues joins at most 625 texts between two turns of the loop", async () => {
    let turns = 0;
    const series = new KpiSeries({ pause: () => Promise.resolve(turns++) });
    series.committed(0, { flows: [], views: rows("queue", 1_000) });
    await series.text();
    const families = (await series.text()).match(/^# TYPE /gm)!.length;
    turns = 0;
    await series.text();
    expect(turns).toBeGreaterThan(families / 2);
  });

  test("renders only what changed since the one before", async () => {
    let turns = 0;
    const series = new KpiSeries({ pause: () => Promise.resolve(turns++) });
    series.committed(0, { flows: [], views: rows("queue", 100) });
    const before = await series.text();
    turns = 0;
    expect(await series.text()).toBe(before);
    // What it joins; to render them takes four turns more.
    const joined = (before.match(/^# TYPE /gm)!.length * 100) / (25 * 25);
    expect(turns).toBeLessThan(joined + 1);
    series.committed(0, { flows: [], views: rows("queue", 1, 7) });
    const after = await series.text();
    expect(lines(after, "queue_waiting").filter((line) => line.endsWith(" 7"))).toHaveLength(1);
    expect(after.replace(/(queue_waiting\{.*"q0".*\}) 7/, "$1 1")).toBe(before);
  });

  test("shows names with quotes, backslashes and line breaks as Prometheus reads them", async () => {
    const series = new KpiSeries();
    const id = viewId("queue", 'a"b', "c\\d", "call");
    series.committed(0, { flows: [], views: [[id, jsonViewRow({ id, kind: "queue", waiting: 1 })]] });
    expect(lines(await series.text(), "queue_waiting")).toEqual([
      'floorwalker_queue_waiting{site="a\\"b",queue="c\\\\d",channel="call"} 1',
    ]);
  });
});

describe("of a survey that is counted by name", () => {
  test("today's score stands beside the number of its answers, until its partition is another process's", async () => {
    const series = new KpiSeries();
    const id = viewId("survey", "here", "by mail");
    const answers = { id, kind: "survey", "nps.day": -20, "npsCount.day": 5, "csat.day": null };
    series.committed(0, { flows: [], views: [[id, jsonViewRow(answers)]] });
    const text = await series.text();
    expect(lines(text, "survey_today_nps_points")).toEqual([
      'floorwalker_survey_today_nps_points{site="here",survey="by mail"} -20',
    ]);
    expect(lines(text, "survey_today_nps_answers")[0]).toMatch(/ 5$/);
    expect(lines(text, "survey_today_csat_ratio")).toEqual([]);
    series.released(0);
    expect(lines(await series.text(), "survey_today_nps_points")).toEqual([]);
  });
});

describe("counters", () => {
  const offered = async (series: KpiSeries): Promise<string | undefined> =>
    lines(await series.text(), "queue_offered_total")[0]?.split(" ")[1];

  test("begin at 0, never go down, and what was taken back is another counter", async () => {
    const series = new KpiSeries();
    series.committed(0, { flows: [], views: rows("queue", 1) });
    expect(await offered(series)).toBe("0");
    series.committed(0, { flows: [flow(0, OFFERED, 5, 0)], views: [] });
    series.committed(0, { flows: [flow(0, OFFERED, 0, 2)], views: [] });
    expect(await offered(series)).toBe("5");
    expect(lines(await series.text(), "queue_offered_retracted_total")[0]).toMatch(/ 2$/);
  });

  test("go on where they stood when a partition is taken up again, and are not shown in between", async () => {
    const series = new KpiSeries();
    series.committed(0, { flows: [flow(0, OFFERED, 5, 0)], views: rows("queue", 1) });
    series.released(0);
    expect(await offered(series)).toBeUndefined();
    series.committed(0, { flows: [flow(0, OFFERED, 1, 0)], views: rows("queue", 1) });
    expect(await offered(series)).toBe("6");
  });
});
