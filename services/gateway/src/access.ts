/**
 * Who may do what at the gateway before identity exists (rule 26). Without a token it listens on loopback only and answers
 * only to loopback names, so that a web page cannot reach it by a name of its own that resolves to 127.0.0.1. A browser's
 * Origin must be the page's own host, loopback, or configured; a program that sends no Origin is no browser.
 */
import type { IncomingHttpHeaders } from "node:http";
import { decodeToken, TOKEN_SUBPROTOCOL } from "@floorwalker/protocol";
import { isLoopback, namesLoopback, sharedToken } from "@floorwalker/runtime";

/**
 * What a route needs of whoever calls it; each route says one of these when it is registered. `metrics`: the token of
 * /metrics, or where there is none what `token` needs.
 */
export const ROUTE_NEEDS = ["open", "token", "metrics"] as const;
export type RouteNeed = (typeof ROUTE_NEEDS)[number];

/** `host` and `origin`: the request must not be answered at all. */
export type Refusal = "host" | "origin" | "token";

export interface Access {
  /** Null when the request has what the route needs. */
  refusal(need: RouteNeed, headers: IncomingHttpHeaders): Refusal | null;
  /** True for whoever may hear why something is not ready. */
  trusted(headers: IncomingHttpHeaders): boolean;
}

export interface AccessOptions {
  readonly token: string | null;
  readonly metricsToken: string | null;
  /** Further origins, such as `https://board.example.com`. */
  readonly origins: readonly string[];
}

export function createAccess({ token, metricsToken, origins }: AccessOptions): Access {
  const shared = token === null ? null : sharedToken(token);
  const ofMetrics = metricsToken === null ? null : sharedToken(metricsToken);
  const foreignOrigin = ({ origin, host }: IncomingHttpHeaders): boolean => {
    if (origin === undefined || origins.includes(origin)) return false;
    const url = URL.parse(origin);
    return url === null || (url.host !== host && !isLoopback(url.hostname));
  };
  const has: Readonly<Record<RouteNeed, (headers: IncomingHttpHeaders) => boolean>> = {
    open: () => true,
    token: (headers) => shared === null || offeredTokens(headers).some(shared.matches),
    metrics: (headers) => ofMetrics?.shownIn(headers) ?? has.token(headers),
  };
  return {
    refusal(need, headers) {
      if (shared === null && !namesLoopback(headers.host)) return "host";
      if (foreignOrigin(headers)) return "origin";
      return has[need](headers) ? null : "token";
    },
    trusted: (headers) => has.token(headers) || has.metrics(headers),
  };
}

/** In `Authorization: Bearer` or an offered subprotocol. */
function offeredTokens(headers: IncomingHttpHeaders): string[] {
  const bearer = /^Bearer (.+)$/i.exec(headers.authorization ?? "")?.[1];
  const subprotocols = (headers["sec-websocket-protocol"] ?? "").split(",").map((offered) => offered.trim());
  const encoded = subprotocols
    .filter((offered) => offered.startsWith(TOKEN_SUBPROTOCOL))
    .map((offered) => decodeToken(offered.slice(TOKEN_SUBPROTOCOL.length)));
  return [bearer, ...encoded].filter((offered) => typeof offered === "string");
}
