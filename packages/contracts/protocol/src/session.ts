/** What both sides must agree on about a connection: subprotocols, the token's encoding, which close codes are final. */
import { CLOSE, type WirePosition } from "./messages.ts";

/** Offered by the client and answered by the server; a client that offers none is served too. */
export const SUBPROTOCOL = "floorwalker.v1";

/** A browser cannot set headers on a WebSocket: the token travels as one more offered subprotocol, never in the URL. */
export const TOKEN_SUBPROTOCOL = "floorwalker.token.";

/** A ticket of `POST /v1/tickets`, as it is: opens one socket, once. */
export const TICKET_SUBPROTOCOL = "floorwalker.ticket.";

/** base64url without padding: a subprotocol may hold only token characters. */
export function encodeToken(token: string): string {
  const bytes = new TextEncoder().encode(token);
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** Null when it is not the encoding of a token. */
export function decodeToken(encoded: string): string | null {
  try {
    const binary = atob(encoded.replaceAll("-", "+").replaceAll("_", "/"));
    return new TextDecoder("utf-8", { fatal: true }).decode(
      Uint8Array.from(binary, (character) => character.charCodeAt(0)),
    );
  } catch {
    return null;
  }
}

/** After these a client does not come again by itself; every other code (also 1006, the network's) is a reason to retry. */
export const closeIsFinal = (code: number): boolean => (code >= 4500 && code < 5000) || code === CLOSE.tooLarge;

export function samePosition(a: WirePosition, b: WirePosition): boolean {
  const partitions = Object.keys(a);
  return (
    partitions.length === Object.keys(b).length &&
    partitions.every((partition) => {
      const [left, right] = [a[partition]!, b[partition]];
      return right !== undefined && left[0] === right[0] && left[1] === right[1];
    })
  );
}
