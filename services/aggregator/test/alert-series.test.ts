/** What Prometheus is told of alerts and sources, and how much of it at most. */

import { createMetrics } from "@floorwalker/runtime";
import { jsonViewRow } from "@floorwalker/stream";
import { expect, test } from "vitest";
import { AlertSeries } from "../src/alert-series.ts";

const alert = (scope: string, state: string, rule = "service-level-target"): readonly [string, Uint8Array] => [
  `alert:krakow:${rule}:${scope}`,
  jsonViewRow({ id: "", kind: "alert", site: "krakow", rule, severity: "critical", state }),
];
const source = (name: string, silentSince: number | null): readonly [string, Uint8Array] => [
  `source:krakow:${name}`,
  jsonViewRow({ id: "", kind: "source", site: "krakow", source: name, silentSince }),
];

function exported() {
  const metrics = createMetrics({ processMetrics: false });
  const series = new AlertSeries(metrics);
  const lines = async (): Promise<string[]> =>
    (await metrics.text()).split("\n").filter((line) => line.startsWith("floorwalker_"));
  return { series, lines };
}

test("a rule is one series for all queues it watches: how many it fires for", async () => {
  const { series, lines } = exported();
  series.committed(0, [alert("a:call", "firing"), alert("b:call", "firing"), alert("c:call", "pending")]);
  series.committed(1, [
    alert("site", "resolved", "abandons"),
    ["queue:krakow:a:call", jsonViewRow({ id: "queue:krakow:a:call", kind: "queue" })],
  ]);
  const rule = (name: string) => `floorwalker_alerts_firing{site="krakow",rule="${name}",severity="critical"}`;
  expect(await lines()).toEqual([`${rule("service-level-target")} 2`, `${rule("abandons")} 0`]);
  series.committed(0, [["alert:krakow:service-level-target:a:call", null]]);
  series.released(1);
  expect(await lines()).toEqual([`${rule("service-level-target")} 1`]);
});

test("of a demo site it says so, so that nobody is called", async () => {
  const { series, lines } = exported();
  const row = { kind: "alert", site: "riverside", rule: "r", severity: "critical", state: "firing", demo: true };
  series.committed(0, [["alert:riverside:r:site", jsonViewRow({ id: "alert:riverside:r:site", ...row })]]);
  expect(await lines()).toEqual([
    'floorwalker_alerts_firing{site="riverside",rule="r",severity="critical",demo="true"} 1',
  ]);
});

test("a source that is silent is named", async () => {
  const { series, lines } = exported();
  series.committed(0, [source("/acd", null), source("/chat", 1_767_603_600_000)]);
  expect(await lines()).toEqual([
    'floorwalker_source_silent{site="krakow",source="/acd"} 0',
    'floorwalker_source_silent{site="krakow",source="/chat"} 1',
  ]);
});

test("there are so many series and no more", async () => {
  const { series, lines } = exported();
  series.committed(
    0,
    Array.from({ length: 2_500 }, (_, n) => [alert("site", "firing", `r${n}`), source(`s${n}`, null)]).flat(),
  );
  expect(await lines()).toHaveLength(4_000);
});
