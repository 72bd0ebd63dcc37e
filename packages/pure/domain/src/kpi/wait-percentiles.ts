/** Nearest rank over the answered segments' waits, within 1 % (`../sketch/wait-sketch.ts`). Rule 7. */
import { type Kpi, OF_QUEUES } from "./kpi.ts";
import { after } from "./sources.ts";

export const waitP50 = waitPercentile(50);
export const waitP80 = waitPercentile(80);
export const waitP90 = waitPercentile(90);
export const waitP95 = waitPercentile(95);

function waitPercentile(percent: number): Kpi {
  return {
    id: `waitP${percent}`,
    title: `Wait, ${percent}th percentile`,
    unit: "seconds",
    direction: "lower",
    nature: "measure",
    scopes: OF_QUEUES,
    ticking: "never",
    ranked: { of: "answered", share: percent / 100, error: 0.01 },
    formula: `The wait that ${percent} % of the answered segments did not exceed, within 1 %.`,
    sources: [
      after("hyndman", "definition 1: the inverse of the distribution, a wait that there was"),
      after("ddsketch", "buckets that grow by a constant factor: an error of 1 % of the wait"),
    ],
    read: ({ waits }) => {
      const ms = waits.quantile(percent / 100);
      return ms === null ? null : ms / 1000;
    },
  };
}
