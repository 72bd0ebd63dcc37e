/**
 * Who asks, and whether he may (rule 26). On loopback without a token the gateway is open: it answers only to loopback names, so that a
 * web page cannot reach it by a name of its own that resolves to 127.0.0.1, and takes whoever asks for an admin. A browser's Origin must
 * be the page's own host, loopback, or configured; a program that sends no Origin is no browser.
 */
import type { IncomingHttpHeaders } from "node:http";
import { EVERYTHING, has, type Identity, type Needs } from "@floorwalker/domain";
import { isLoopback, namesLoopback, sharedToken } from "@floorwalker/runtime";
import { offeredTokens } from "./offered-tokens.ts";

/**
 * What a route needs of whoever calls it; each route says it when it is registered. `metrics`: the token of /metrics, or where there is
 * none an admin of everything.
 */
export type RouteNeed = "open" | "metrics" | Needs;

/** `host` and `origin`: the request must not be answered at all. `token`: who asks is not known. `role`: he is, and may not. */
export type Refusal = "host" | "origin" | "token" | "role";

export type Admission =
  | { readonly refusal: null; readonly identity: Identity | null }
  | { readonly refusal: Refusal; readonly identity: Identity | null };

export interface Access {
  admit(need: RouteNeed, headers: IncomingHttpHeaders): Admission;
  /** True for whoever may hear why something is not ready. */
  trusted(headers: IncomingHttpHeaders): boolean;
}

export interface AccessOptions {
  readonly token: string | null;
  readonly metricsToken: string | null;
  /** Further origins, such as `https://board.example.com`. */
  readonly origins: readonly string[];
}

const ANYBODY_HERE: Identity = {
  kind: "loopback",
  id: "loopback",
  name: "loopback",
  role: "admin",
  scope: EVERYTHING,
};
const SHARED_TOKEN: Identity = {
  kind: "token",
  id: "FLOORWALKER_TOKEN",
  name: "FLOORWALKER_TOKEN",
  role: "admin",
  scope: EVERYTHING,
};
const METRICS_NEED: Needs = { role: "admin", everything: true };

export function createAccess({ token, metricsToken, origins }: AccessOptions): Access {
  const shared = token === null ? null : sharedToken(token);
  const ofMetrics = metricsToken === null ? null : sharedToken(metricsToken);
  const foreignOrigin = ({ origin, host }: IncomingHttpHeaders): boolean => {
    if (origin === undefined || origins.includes(origin)) return false;
    const url = URL.parse(origin);
    return url === null || (url.host !== host && !isLoopback(url.hostname));
  };
  const identify = (headers: IncomingHttpHeaders): Identity | null => {
    if (shared === null) return ANYBODY_HERE;
    return offeredTokens(headers).some(shared.matches) ? SHARED_TOKEN : null;
  };
  const refusalOf = (need: RouteNeed, headers: IncomingHttpHeaders, identity: Identity | null): Refusal | null => {
    if (shared === null && !namesLoopback(headers.host)) return "host";
    if (foreignOrigin(headers)) return "origin";
    if (need === "open") return null;
    if (need === "metrics" && ofMetrics !== null) return ofMetrics.shownIn(headers) ? null : "token";
    if (identity === null) return "token";
    return has(identity, need === "metrics" ? METRICS_NEED : need) ? null : "role";
  };
  const admit: Access["admit"] = (need, headers) => {
    const identity = identify(headers);
    return { refusal: refusalOf(need, headers, identity), identity };
  };
  return {
    admit,
    trusted(headers) {
      const identity = identify(headers);
      return (identity !== null && has(identity, METRICS_NEED)) || ofMetrics?.shownIn(headers) === true;
    },
  };
}
