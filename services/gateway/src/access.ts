/**
 * Who may talk to the gateway before identity exists (rule 26). Without a token it listens on loopback only and answers
 * only to loopback names, so that a web page cannot reach it by a name of its own that resolves to 127.0.0.1. A browser's
 * Origin must be the page's own host, loopback, or configured; a program that sends no Origin is no browser.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { decodeToken, TOKEN_SUBPROTOCOL } from "@floorwalker/protocol";

export interface Access {
  /** `host` or `origin` when the request must not be answered at all. */
  refusal(headers: IncomingHttpHeaders): "host" | "origin" | null;
  /** True when no token is needed, or the right one is in `Authorization: Bearer` or an offered subprotocol. */
  authorized(headers: IncomingHttpHeaders): boolean;
}

export interface AccessOptions {
  readonly token: string | null;
  /** Further origins, such as `https://board.example.com`. */
  readonly origins: readonly string[];
}

export function createAccess({ token, origins }: AccessOptions): Access {
  const expected = token === null ? null : digest(token);
  return {
    refusal(headers) {
      if (expected === null && !isLoopback(hostName(headers.host ?? ""))) return "host";
      const { origin } = headers;
      if (origin === undefined || origins.includes(origin)) return null;
      const url = URL.parse(origin);
      return url !== null && (url.host === headers.host || isLoopback(url.hostname)) ? null : "origin";
    },
    authorized: (headers) =>
      expected === null || offeredTokens(headers).some((offered) => timingSafeEqual(digest(offered), expected)),
  };
}

/** An address or name that only this machine can reach. */
export const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);

const hostName = (host: string): string => URL.parse(`http://${host}`)?.hostname ?? "";

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
