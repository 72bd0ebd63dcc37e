/**
 * Where /metrics is answered and what protects it: a token of its own, or an address of its own, which is whatever
 * FLOORWALKER_METRICS_HOST names. Where neither is given it is answered on loopback only.
 */
import type { Environment } from "./environment.ts";
import { isLoopback } from "./loopback.ts";

export interface StatusAddress {
  readonly host: string;
  readonly port: number;
  readonly access: MetricsAccess;
}

export interface MetricsAccess {
  /** Demanded as `Authorization: Bearer`; null: none. */
  readonly token: string | null;
  /** True when whoever reaches the address may read, because it was chosen for that. */
  readonly ownAddress: boolean;
}

type Settings = Pick<Environment, "host" | "metricsHost" | "metricsPort" | "metricsToken">;

export const statusAddress = (settings: Settings, defaultPort: number): StatusAddress => ({
  host: settings.metricsHost ?? settings.host,
  port: settings.metricsPort ?? defaultPort,
  access: { token: settings.metricsToken, ownAddress: settings.metricsHost !== null },
});

/** Of a process with an HTTP server of its own: null when that one answers, because nobody gave /metrics a place. */
export const ownStatusAddress = (settings: Settings): StatusAddress | null =>
  settings.metricsHost === null && settings.metricsPort === null ? null : statusAddress(settings, GATEWAY_STATUS_PORT);

/** Where the gateway, or the embedded profile, answers when only the address is given. */
const GATEWAY_STATUS_PORT = 9405;

/** True when others reach the address and nothing says that they may read: /metrics then answers nobody. */
export const metricsClosed = ({ host, access }: StatusAddress): boolean =>
  access.token === null && !access.ownAddress && !isLoopback(host);

export const METRICS_CLOSED_FIX =
  "Set FLOORWALKER_METRICS_TOKEN, or FLOORWALKER_METRICS_HOST to an address that only those reach who may read it.";
