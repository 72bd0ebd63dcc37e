/** What a request offers: tokens in `Authorization: Bearer`, tokens and tickets as subprotocols, as browsers must at a WebSocket. */
import type { IncomingHttpHeaders } from "node:http";
import { decodeToken, TICKET_SUBPROTOCOL, TOKEN_SUBPROTOCOL } from "@floorwalker/protocol";

export function offeredTokens(headers: IncomingHttpHeaders): readonly string[] {
  const bearer = /^Bearer (.+)$/i.exec(headers.authorization ?? "")?.[1];
  return [bearer, ...behind(TOKEN_SUBPROTOCOL, headers).map(decodeToken)].filter(
    (offered) => typeof offered === "string",
  );
}

/** The first: whoever offers several guesses. Null: none, or no socket is asked for. */
export const offeredTicket = (headers: IncomingHttpHeaders): string | null =>
  headers.upgrade === undefined ? null : (behind(TICKET_SUBPROTOCOL, headers)[0] ?? null);

const behind = (prefix: string, headers: IncomingHttpHeaders): string[] =>
  (headers["sec-websocket-protocol"] ?? "")
    .split(",")
    .map((offered) => offered.trim())
    .filter((offered) => offered.startsWith(prefix))
    .map((offered) => offered.slice(prefix.length));
