/**
 * The process's metrics. Names are given without the prefix `floorwalker_`. A counter without labels starts at 0, so
 * that a rule over it works before the first increment; one with labels starts when its series are named.
 */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

export interface Metrics {
  counter<L extends string = never>(name: string, help: string, labels?: readonly L[]): Counter<L>;
  /** `collect` runs at every scrape: set the gauge there when the value is only known then. */
  gauge<L extends string = never>(
    name: string,
    help: string,
    labels?: readonly L[],
    collect?: (gauge: Gauge<L>) => void,
  ): Gauge<L>;
  /** Seconds, unless the name says otherwise. */
  histogram<L extends string = never>(
    name: string,
    help: string,
    buckets: readonly number[],
    labels?: readonly L[],
  ): Histogram<L>;
  /** Text of further metrics, which must be none of the others': asked for at every scrape. */
  part(text: () => Promise<string>): void;
  readonly contentType: string;
  /** Prometheus text format. */
  text(): Promise<string>;
}

const PREFIX = "floorwalker_";

/** prom-client's own gauges whose names end in `_total`: `promtool check metrics` rejects them. */
const REJECTED_BY_PROMTOOL = [
  "nodejs_active_handles_total",
  "nodejs_active_requests_total",
  "nodejs_active_resources_total",
];

/** The event loop's lag is measured by waking it: with prom-client's own 10 ms an idle process wakes 100 times a second for that alone. */
const LAG_EVERY_MS = 100;

export interface MetricsOptions {
  /** The process's own CPU, memory and event-loop metrics; true unless a test has no use for them. */
  readonly processMetrics?: boolean;
}

export function createMetrics({ processMetrics = true }: MetricsOptions = {}): Metrics {
  const registry = new Registry();
  if (processMetrics) {
    collectDefaultMetrics({ register: registry, eventLoopMonitoringPrecision: LAG_EVERY_MS });
    for (const name of REJECTED_BY_PROMTOOL) registry.removeSingleMetric(name);
  }
  const registers = [registry];
  const parts: (() => Promise<string>)[] = [];
  return {
    counter: (name, help, labels = []) => new Counter({ name: PREFIX + name, help, labelNames: labels, registers }),
    gauge: (name, help, labels = [], collect) => {
      const gauge: Gauge<(typeof labels)[number]> = new Gauge({
        name: PREFIX + name,
        help,
        labelNames: labels,
        registers,
        ...(collect ? { collect: () => collect(gauge) } : {}),
      });
      return gauge;
    },
    histogram: (name, help, buckets, labels = []) =>
      new Histogram({ name: PREFIX + name, help, labelNames: labels, buckets: [...buckets], registers }),
    contentType: registry.contentType,
    part: (text) => void parts.push(text),
    text: async () => {
      let text = await registry.metrics();
      for (const part of parts) text += await part();
      return text;
    },
  };
}
