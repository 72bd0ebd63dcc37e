/**
 * Who may do what at the gateway before identity exists (rule 26). Without a token it listens on loopback only and answers
 * only to loopback names, so that a web page cannot reach it by a name of its own that resolves to 127.0.0.1. A browser's
 * Origin must be the page's own host, loopback, or configured; a program that sends no Origin is no browser.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { decodeToken, TOKEN_SUBPROTOCOL } from "@floorwalker/protocol";

/** What a route needs of whoever calls it; each route says one of these when it is registered. */
export const ROUTE_NEEDS = ["open", "token"] as const;
export type RouteNeed = (typeof ROUTE_NEEDS)[number];

/** `host` and `origin`: the request must not be answered at all. */
export type Refusal = "host" | "origin" | "token";

export interface Access {
  /** Null when the request has what the route needs. */
  refusal(need: RouteNeed, headers: IncomingHttpHeaders): Refusal | null;
}

export interface AccessOptions {
  readonly token: string | null;
  /** Further origins, such as `https://board.example.com`. */
  readonly origins: readonly string[];
}

export function createAccess({ token, origins }: AccessOptions): Access {
  const expected = token === null ? null : digest(token);
  const foreignHost = ({ host = "" }: IncomingHttpHeaders): boolean => expected === null && !isLoopback(hostName(host));
  const foreignOrigin = ({ origin, host }: IncomingHttpHeaders): boolean => {
    if (origin === undefined || origins.includes(origin)) return false;
    const url = URL.parse(origin);
    return url === null || (url.host !== host && !isLoopback(url.hostname));
  };
  const shown = (headers: IncomingHttpHeaders): boolean =>
    expected === null || offeredTokens(headers).some((offered) => timingSafeEqual(digest(offered), expected));
  return {
    refusal(need, headers) {
      if (foreignHost(headers)) return "host";
      if (foreignOrigin(headers)) return "origin";
      return need === "open" || shown(headers) ? null : "token";
    },
  };
}

/** An address or name that only this machine can reach. */
export const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);

const hostName = (host: string): string => URL.parse(`http://${host}`)?.hostname ?? "";

/** In `Authorization: Bearer` or an offered subprotocol. */
function offeredTokens(headers: IncomingHttpHeaders): string[] {
  const bearer = /^Bearer (.+)$/i.exec(headers.authorization ?? "")?.[1];
  const subprotocols = (headers["sec-websocket-protocol"] ?? "").split(",").map((offered) => offered.trim());
  const encoded = subprotocols
    .filter((offered) => offered.startsWith(TOKEN_SUBPROTOCOL))
    .map((offered) => decodeToken(offered.slice(TOKEN_SUBPROTOCOL.length)));
  return [bearer, ...encoded].filter((offered) => typeof offered === "string");
}

/** Equal lengths for the constant-time comparison. */
const digest = (token: string): Buffer => createHash("sha256").update(token).digest();
