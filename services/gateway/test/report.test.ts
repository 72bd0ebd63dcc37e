/** `GET /v1/report` on a real gateway and a real history: the day it tells is the one that history tells. */
import { DEFAULT_POLICY, type Interval, SITE_CELL, type SiteConfig, unconfiguredSite } from "@floorwalker/domain";
import { sampleInterval } from "@floorwalker/ports/contract";
import { emptyConfiguration } from "@floorwalker/runtime";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type RunningGateway, runGateway } from "./running-gateway.ts";

const QUARTER = 900_000;
const at = (text: string): number => Date.parse(text);
/** A Saturday, 11:07 in Warsaw. */
const NOW = at("2026-11-21T10:07:00Z");
const FRIDAY = at("2026-11-19T23:00:00Z");

const krakow: SiteConfig = {
  ...unconfiguredSite("krakow"),
  name: "Kraków",
  zone: "Europe/Warsaw",
  queues: [{ ...DEFAULT_POLICY.call, queue: "sales", channel: "call", title: "Sales", policy: null, target: 0.8 }],
  departments: [{ department: "trade", title: "Trade", queues: ["sales"] }],
};

let running: RunningGateway;
beforeAll(async () => {
  running = await runGateway({
    config: () => ({ ...emptyConfiguration(), sites: new Map([["krakow", krakow]]) }),
    clock: () => NOW,
  });
  const day = (changes: Partial<Interval>, offered: number) =>
    sampleInterval(
      { length: "day", from: FRIDAY, to: FRIDAY + 96 * QUARTER, ...changes },
      { offered, answered: offered - 20 },
    );
  await running.embedded.history.put(
    [
      day({ cell: SITE_CELL }, 50),
      day({}, 50),
      ...[40, 41].map((step) => sampleInterval({ from: FRIDAY + step * QUARTER }, { offered: 25, answered: 15 })),
    ],
    NOW,
  );
});
afterAll(() => running.stop());

const ask = async (query: string) => {
  const answer = await running.get(`v1/report?${query}`);
  return { status: answer.status, type: answer.headers.get("content-type"), body: await answer.text() };
};
const json = async (query: string) => JSON.parse((await ask(query)).body) as Record<string, unknown>;

test("yesterday's numbers are the history's of yesterday, with its goals and its worst half hour", async () => {
  const told = (await json("site=krakow")) as unknown as {
    readonly day: string;
    readonly numbers: readonly { readonly kpi: string; readonly value: number | null }[];
  };
  expect(told).toMatchObject({
    day: "2026-11-20",
    title: "Kraków",
    goals: [
      { of: "Sales", kpi: "serviceLevel", target: 0.8, value: 0.6, state: "missed", misses: 20, missesLeft: -10 },
    ],
    worst: [
      { from: "2026-11-20T10:00:00+01:00", to: "2026-11-20T10:30:00+01:00", of: "Sales", decided: 50, inTime: 30 },
    ],
  });
  const history = (await (await running.get("v1/history?interval=day&from=yesterday")).json()) as {
    readonly rows: readonly { readonly kpis: Readonly<Record<string, number | null>> }[];
  };
  expect(told.numbers.length).toBeGreaterThan(5);
  for (const { kpi, value } of told.numbers) expect(value).toBe(history.rows[0]!.kpis[kpi]);
});

test("as text and as HTML it is the same day, and the HTML runs nothing", async () => {
  const text = await ask("day=2026-11-20&format=text");
  expect(text).toMatchObject({ status: 200, type: "text/plain; charset=utf-8" });
  expect(text.body).toContain("Daily report: Kraków\nFriday 20 November 2026\n");
  const page = await running.get("v1/report?format=html");
  expect(page.headers.get("content-security-policy")).toBe("default-src 'none'; style-src 'unsafe-inline'");
  expect(await page.text()).toContain("Friday 20 November 2026");
});

test("of a queue or a department it is theirs", async () => {
  expect(await json("queue=sales&interval=15m")).toMatchObject({
    title: "Sales",
    worst: [{ decided: 25 }, { decided: 25 }],
  });
  expect(await json("department=trade")).toMatchObject({ title: "Trade", goals: [{ of: "Sales" }] });
});

describe("a question that has no answer says why", () => {
  test.each([
    ["day=2026-11-19", 404, "nothing_kept"],
    ["day=today", 400, "bad_parameter"],
    ["day=2026-11-21", 400, "day_not_over"],
    ["day=2026-02-30", 400, "bad_parameter"],
    ["day=lastweek", 400, "bad_parameter"],
    ["site=gdansk", 404, "unknown_site"],
    ["department=west", 404, "unknown_department"],
    ["queue=nope", 404, "unknown_queue"],
    ["team=nope", 404, "unknown_team"],
    ["queue=sales&team=north", 400, "bad_parameter"],
    ["channel=call", 400, "bad_parameter"],
    ["format=pdf", 400, "bad_parameter"],
    ["agent=a1", 400, "unknown_parameter"],
  ])("%s: %i %s", async (query, status, code) => {
    const { status: answered, body } = await ask(query);
    expect([answered, (JSON.parse(body) as { code: string }).code]).toEqual([status, code]);
  });

  test("without a history none is kept", async () => {
    const other = await runGateway({ history: null, clock: () => NOW });
    expect((await other.get("v1/report")).status).toBe(501);
    await other.stop();
  });
});
