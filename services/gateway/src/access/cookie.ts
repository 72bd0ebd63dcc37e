/**
 * The session's cookie. Same-site and not for scripts. Where the page that signs in came by TLS, as its origin says, it goes over TLS alone
 * and is called so that no other host of the same domain can plant one (`__Host-`).
 */
import type { IncomingHttpHeaders } from "node:http";

const NAME = "floorwalker_session";
const OVER_TLS = `__Host-${NAME}`;
const SECRET = /^[\w-]{43}$/;

/** The secret in it; null: none is shown. */
export const sessionCookie = (headers: IncomingHttpHeaders): string | null => sessionCookies(headers)[0] ?? null;

/** The one that counts first; beside it there may be one that a gateway of before gave. */
export function sessionCookies({ cookie = "" }: IncomingHttpHeaders): readonly string[] {
  const shown = new Map<string, string>();
  for (const pair of cookie.split(";")) {
    const [name = "", value = ""] = pair.trim().split("=", 2);
    if (SECRET.test(value) && !shown.has(name)) shown.set(name, value);
  }
  return [OVER_TLS, NAME].flatMap((name) => shown.get(name) ?? []);
}

/** `secret` null: takes it away. Over TLS the one that gateways of before gave ends too: nobody is in again by it. */
export function setSessionCookie(
  secret: string | null,
  lastsMs: number,
  { origin = "" }: IncomingHttpHeaders,
): string | string[] {
  const cookie = (name: string, value: string, ms: number, secure: string): string =>
    `${name}=${value}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${Math.floor(ms / 1000)}${secure}`;
  const lasts = secret === null ? 0 : lastsMs;
  if (!origin.startsWith("https:")) return cookie(NAME, secret ?? "", lasts, "");
  return [cookie(OVER_TLS, secret ?? "", lasts, "; Secure"), cookie(NAME, "", 0, "; Secure")];
}
