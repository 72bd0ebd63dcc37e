/** Where Redis is and who we are to it. User and password leave the URL here, so that whoever shows the URL shows neither. */
import type { Problem } from "../problem.ts";
import type { TlsSettings } from "../transport/tls-settings.ts";
import { conflicting, missing, problemOf } from "./problems.ts";
import { tlsKeysSet, tlsOf } from "./tls-of.ts";
import type { Variables } from "./variables.ts";

export interface RedisAddress {
  /** redis://host:port[/database], rediss:// for TLS; without user and password. */
  readonly url: string;
  /** Null: `default`. */
  readonly user: string | null;
  /** Null: no login. */
  readonly password: string | null;
  /** Null: no TLS. */
  readonly tls: TlsSettings | null;
}

const ENCODE =
  "Percent-encode user and password, or give them as FLOORWALKER_REDIS_USER and FLOORWALKER_REDIS_PASSWORD.";

/** Null: the embedded profile; what the other variables say is checked all the same. */
export function redisAddress(variables: Variables, problems: Problem[]): RedisAddress | null {
  const { REDIS: given, REDIS_USER: user = null, REDIS_PASSWORD: password = null } = variables;
  if (user !== null && password === null) problems.push(missing("REDIS_PASSWORD", "REDIS_USER"));
  const parsed = given === undefined ? null : parse(given, problems);
  const [first] = tlsKeysSet(variables, "REDIS");
  if (given?.startsWith("redis://") && first !== undefined)
    problems.push(conflicting("REDIS", first, "Write rediss:// for TLS, or leave the other out."));
  const secured = given?.startsWith("redis://") ? false : first !== undefined || given !== undefined;
  const tls = secured ? tlsOf(variables, "REDIS", problems) : null;
  if (parsed === null) return null;
  const fix = "Give user and password in one place only.";
  if (user !== null && parsed.user !== null) problems.push(conflicting("REDIS", "REDIS_USER", fix));
  if (password !== null && parsed.password !== null) problems.push(conflicting("REDIS", "REDIS_PASSWORD", fix));
  return { url: parsed.url, user: user ?? parsed.user, password: password ?? parsed.password, tls };
}

function parse(given: string, problems: Problem[]) {
  try {
    const url = new URL(given);
    const [user, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
    url.username = "";
    url.password = "";
    if (!/^\/?\d*$/.test(url.pathname) || url.search !== "" || url.hash !== "" || url.hostname === "") {
      const message = "holds more than redis://user:password@host:port/database";
      problems.push(problemOf("REDIS", "bad_variable", message, ENCODE));
      return null;
    }
    return { url: url.href, user: user === "" ? null : user, password: password === "" ? null : password };
  } catch {
    problems.push(problemOf("REDIS", "bad_variable", "is no URL", ENCODE));
    return null;
  }
}
