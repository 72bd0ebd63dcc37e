/**
 * The answers of /livez, /readyz, /metrics and /version, for the status server and the gateway. Invariants:
 * S1  However many ask, each is worked out once at a time: whoever asks meanwhile gets the same answer.
 * S2  Why something is not ready may name addresses and files: only those hear it who may read /metrics.
 */
import type { Health, HealthReport } from "./health.ts";
import type { Metrics } from "./metrics.ts";

export interface BuildInfo {
  readonly service: string;
  readonly version: string;
  /** Identifies the build of the board, so that a screen can reload itself. */
  readonly build: string;
}

export interface StatusSources {
  readonly health: Health;
  readonly metrics: Metrics;
  readonly build: BuildInfo;
}

export const STATUS_PATHS = ["/livez", "/readyz", "/version", "/metrics"] as const;
export type StatusPath = (typeof STATUS_PATHS)[number];

export interface StatusAnswer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** `details`: true for whoever may know why. */
export type StatusAnswers = (path: StatusPath, details: boolean) => Promise<StatusAnswer>;

export const JSON_TYPE = "application/json; charset=utf-8";

export function statusAnswers({ health, metrics, build }: StatusSources): StatusAnswers {
  const text = oneAtATime(() => metrics.text());
  const liveness = oneAtATime(() => health.liveness());
  const readiness = oneAtATime(() => health.readiness());
  return async (path, details) => {
    switch (path) {
      case "/version":
        return json(200, build);
      case "/metrics":
        return { status: 200, contentType: metrics.contentType, body: await text() };
      case "/livez":
        return reported(await liveness(), details);
      case "/readyz":
        return reported(await readiness(), details);
    }
  };
}

const reported = (report: HealthReport, details: boolean): StatusAnswer =>
  json(report.ok ? 200 : 503, details ? report : { ok: report.ok });

const json = (status: number, value: unknown): StatusAnswer => ({
  status,
  contentType: JSON_TYPE,
  body: `${JSON.stringify(value)}\n`,
});

function oneAtATime<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | null = null;
  return () => {
    running ??= work().finally(() => {
      running = null;
    });
    return running;
  };
}
