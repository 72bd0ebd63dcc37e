/**
 * The session's cookie. Same-site and not for scripts. Where the page that signs in came by TLS, as its origin says, it goes over TLS alone
 * and is called so that no other host of the same domain can plant one (`__Host-`).
 */
import type { IncomingHttpHeaders } from "node:http";

const NAME = "floorwalker_session";
const OVER_TLS = `__Host-${NAME}`;
const SECRET = /^[\w-]{43}$/;

/** The secret in it; null: none is shown. */
export function sessionCookie({ cookie = "" }: IncomingHttpHeaders): string | null {
  const shown = new Map<string, string>();
  for (const pair of cookie.split(";")) {
    const [name = "", value = ""] = pair.trim().split("=", 2);
    if (SECRET.test(value) && !shown.has(name)) shown.set(name, value);
  }
  return shown.get(OVER_TLS) ?? shown.get(NAME) ?? null;
}

/** `secret` null: takes it away. */
export function setSessionCookie(secret: string | null, lastsMs: number, { origin = "" }: IncomingHttpHeaders): string {
  const age = secret === null ? 0 : Math.floor(lastsMs / 1000);
  const [name, secure] = origin.startsWith("https:") ? [OVER_TLS, "; Secure"] : [NAME, ""];
  return `${name}=${secret ?? ""}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${age}${secure}`;
}
