/** Who gets in: the shared token of the gateway, and what protects /metrics. */
import { type Environment, isLoopback, METRICS_CLOSED_FIX, metricsClosed, statusAddress } from "@floorwalker/runtime";
import { type Finding, ok, warning } from "./finding.ts";

export const accessFindings = (environment: Environment): Finding[] => [
  tokenFinding(environment),
  metricsFinding(environment),
];

function tokenFinding({ host, token }: Environment): Finding {
  const name = "token";
  if (token !== null) return ok(name, "boards, senders and readers must show the shared token");
  if (isLoopback(host)) return ok(name, `none, and ${host} is reachable from this machine only`);
  return ok(
    name,
    `none, and ${host} is reachable from other machines: who has no user or API token is not let in; where there is no user yet the first start makes one and says its password`,
  );
}

function metricsFinding(environment: Environment): Finding {
  const name = "metrics";
  const at = statusAddress(environment, 0);
  if (at.access.token !== null) return ok(name, "/metrics demands a token of its own");
  if (metricsClosed(at)) return warning(name, `/metrics on ${at.host} answers nobody`, METRICS_CLOSED_FIX);
  return ok(
    name,
    isLoopback(at.host)
      ? `/metrics is answered on ${at.host}, to this machine only`
      : `/metrics on ${at.host} is answered to everybody who reaches that address: it names sites and queues, no persons`,
  );
}
