/** The tokens that a request shows: in `Authorization: Bearer`, or as an offered subprotocol, as browsers must at a WebSocket. */
import type { IncomingHttpHeaders } from "node:http";
import { decodeToken, TOKEN_SUBPROTOCOL } from "@floorwalker/protocol";

export function offeredTokens(headers: IncomingHttpHeaders): readonly string[] {
  const bearer = /^Bearer (.+)$/i.exec(headers.authorization ?? "")?.[1];
  const subprotocols = (headers["sec-websocket-protocol"] ?? "").split(",").map((offered) => offered.trim());
  const encoded = subprotocols
    .filter((offered) => offered.startsWith(TOKEN_SUBPROTOCOL))
    .map((offered) => decodeToken(offered.slice(TOKEN_SUBPROTOCOL.length)));
  return [bearer, ...encoded].filter((offered) => typeof offered === "string");
}
