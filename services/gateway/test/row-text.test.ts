import { COUNTERS, kpisOfCell } from "@floorwalker/domain";
import { anyInterval } from "@floorwalker/ports/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { historyRow } from "../src/history/history-row.ts";
import { RowTexts } from "../src/history/row-text.ts";

test("whatever an interval holds, a row is written as JSON.stringify would write it", () => {
  const kpis = kpisOfCell("queue");
  const texts = new RowTexts(kpis, (scope) => ({ site: 'kra"ków\u2028', ...scope }));
  const scopes = [{ queue: "sales" }, { queue: 'q"2' }];
  fc.assert(
    fc.property(anyInterval("krakow"), fc.nat(1), (interval, which) => {
      const scope = scopes[which]!;
      const row = historyRow(interval, { scope, intervals: [interval] }, "queue", () => true);
      const counters = COUNTERS.flatMap((name, index) => {
        const amount = row.input.counters[index]!;
        return amount === 0 ? [] : [[name, amount]];
      });
      const written = JSON.stringify({
        from: "f",
        to: "t",
        scope: { site: 'kra"ków\u2028', ...scope },
        counters: Object.fromEntries(counters),
        kpis: Object.fromEntries(kpis.map((kpi) => [kpi.id, kpi.read(row.input)])),
        restated: interval.restated,
        policies: interval.policies,
      });
      expect(texts.json('"from":"f","to":"t",', row)).toBe(written);
    }),
  );
});
