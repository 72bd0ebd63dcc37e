import { kpisOfCell, queueCell, SITE_CELL, unconfiguredSite } from "@floorwalker/domain";
import { sampleInterval } from "@floorwalker/ports/contract";
import { emptyConfiguration } from "@floorwalker/runtime";
import { expect, test } from "vitest";
import { runGateway, until } from "./running-gateway.ts";
import { rowsOf, type ToldCall } from "./told-calls.ts";

const MIDNIGHT = Date.UTC(2026, 10, 25);
const NOW = MIDNIGHT + 12 * 3_600_000 + 300_000;
const DAY = 86_400_000;
const site = unconfiguredSite("here");

const calls: ToldCall[] = Array.from({ length: 40 }, (_, index) => {
  const queuedAt = NOW - (200 - index * 4) * 60_000;
  return index % 5 === 0
    ? { queuedAt, waitSeconds: 30 }
    : { queuedAt, waitSeconds: index, answeredBy: "a9", talkSeconds: 30 + index };
});

interface DayRow {
  readonly counters: Readonly<Record<string, number>>;
  readonly kpis: Readonly<Record<string, number | null>>;
}

test("the live day equals the history of today, of a queue and of the site, KPI by KPI; it is in the week and the month too", async () => {
  const running = await runGateway({
    clock: () => NOW,
    config: () => ({ ...emptyConfiguration(), sites: new Map([["here", site]]) }),
  });
  const cells = [queueCell("sales", "call"), SITE_CELL];
  // What is closed of today is a part of the live day, and counts only where there is none.
  const closed = cells.map((cell) =>
    sampleInterval({ site: "here", cell, from: MIDNIGHT, restated: 2 }, { offered: 3 }),
  );
  const yesterday = cells.map((cell) =>
    sampleInterval({ site: "here", cell, length: "day", from: MIDNIGHT - DAY }, { offered: 1_000 }),
  );
  await running.embedded.history.put([...closed, ...yesterday], NOW);
  await running.commit(0, rowsOf(site, calls, NOW));
  await until(async () => (await running.get("v1/views/floor?site=here")).status === 200, "the rows are followed");
  const floor = (await (await running.get("v1/views/floor?site=here")).json()) as { rows: Record<string, unknown>[] };
  const ask = async (query: string) =>
    ((await (await running.get(`v1/history?site=here&${query}`)).json()) as { rows: DayRow[] }).rows;
  for (const [kind, query] of [
    ["queue", "queue=sales&channel=call"],
    ["site", ""],
  ] as const) {
    const [today, ...others] = await ask(`${query}&interval=day`);
    expect(others).toEqual([]);
    const shown = floor.rows.find((row) => row.kind === kind)!;
    const spans = kpisOfCell(kind).filter(({ nature }) => nature !== "moment");
    const ofDay = Object.fromEntries(
      spans.flatMap(({ id }) => (`${id}.day` in shown ? [[id, shown[`${id}.day`]]] : [])),
    );
    expect(Object.keys(ofDay).length).toBeGreaterThan(40);
    // The wait to expect is read of the last minutes: a board is not told it of a day.
    const { expectedWait: _shown, ...read } = today!.kpis;
    const { expectedWait: _told, ...told } = ofDay as Record<string, unknown>;
    expect(read).toMatchObject(told);
    expect(today).toMatchObject({ counters: { offered: 40 }, restated: 2, policies: [String(shown["policies.day"])] });
    for (const interval of ["week", "month"])
      expect(
        (await ask(`${query}&interval=${interval}&from=this-week`)).map(({ counters }) => counters.offered),
      ).toEqual([1_040]);
  }
  expect((await ask("queue=*&interval=day")).map(({ counters }) => counters.offered)).toEqual([40]);
  await running.stop();
});
