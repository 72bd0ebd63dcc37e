/** Which rows become series, and what is said of those that do not. */
import { createMetrics } from "@floorwalker/runtime";
import { expect, test } from "vitest";
import { aggregatorMetrics } from "../src/aggregator-metrics.ts";

test.each([
  { queues: 1_500, sites: 600, leftOut: 0 },
  { queues: 2_003, sites: 1, leftOut: 3 },
  { queues: 2_001, sites: 2_002, leftOut: 3 },
])(
  "of $queues queues and $sites sites $leftOut are left out, and the metric says so",
  async ({ queues, sites, leftOut }) => {
    const metrics = createMetrics({ processMetrics: false });
    const own = aggregatorMetrics(metrics, () => []);
    own.views(0, [...rows("queue", queues), ...rows("site", sites)]);
    const text = await metrics.text();
    const exported = text.match(/^floorwalker_(queue_offered|site_offered)\{[^}]*window="day"\} /gm)?.length;
    expect(exported).toBe(queues + sites - leftOut);
    expect(text).toMatch(new RegExp(`^floorwalker_kpi_rows_left_out ${leftOut}$`, "m"));
  },
);

const rows = (kind: string, count: number): (readonly [string, string])[] =>
  Array.from({ length: count }, (_, index) => {
    const id = `${kind}:${index}`;
    return [id, JSON.stringify({ id, kind, site: id, queue: id, channel: "call", "offered.day": 1 })] as const;
  });
