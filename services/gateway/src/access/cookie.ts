/** The session's cookie. Same-site and not for scripts; only over TLS where the page that signs in came by it, as its origin says. */
import type { IncomingHttpHeaders } from "node:http";

const NAME = "floorwalker_session";
const SECRET = /^[\w-]{43}$/;

/** The secret in it; null: none is shown. */
export function sessionCookie({ cookie = "" }: IncomingHttpHeaders): string | null {
  for (const pair of cookie.split(";")) {
    const [name, value = ""] = pair.trim().split("=", 2);
    if (name === NAME && SECRET.test(value)) return value;
  }
  return null;
}

/** `secret` null: takes it away. */
export function setSessionCookie(secret: string | null, lastsMs: number, { origin = "" }: IncomingHttpHeaders): string {
  const age = secret === null ? 0 : Math.floor(lastsMs / 1000);
  const secure = origin.startsWith("https:") ? "; Secure" : "";
  return `${NAME}=${secret ?? ""}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${age}${secure}`;
}
