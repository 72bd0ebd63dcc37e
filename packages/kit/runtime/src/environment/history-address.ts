/** Where the history is kept and who we are to it. User and password leave the URL here, so that whoever shows the URL shows neither. */
import type { Problem } from "../problem.ts";
import type { TlsSettings } from "../transport/tls-settings.ts";
import { conflicting, problemOf } from "./problems.ts";
import { tlsKeysSet, tlsOf } from "./tls-of.ts";
import type { Variables } from "./variables.ts";

export interface HistoryAddress {
  /** postgres://host:port/database, without user and password. */
  readonly url: string;
  /** Null: whoever the server takes us for. */
  readonly user: string | null;
  /** Null: no password. */
  readonly password: string | null;
  /** Null: no TLS. */
  readonly tls: TlsSettings | null;
}

const ENCODE =
  "Percent-encode user and password, or give them as FLOORWALKER_HISTORY_USER and FLOORWALKER_HISTORY_PASSWORD.";

/** Null: no PostgreSQL; what the other variables say is checked all the same. */
export function historyAddress(variables: Variables, problems: Problem[]): HistoryAddress | null {
  const { HISTORY: given, HISTORY_USER: user = null, HISTORY_PASSWORD: password = null } = variables;
  const [first] = tlsKeysSet(variables, "HISTORY");
  if (variables.HISTORY_TLS === false && first !== undefined)
    problems.push(conflicting("HISTORY_TLS", first, "Leave one of the two out."));
  const secured = variables.HISTORY_TLS ?? first !== undefined;
  const tls = secured ? tlsOf(variables, "HISTORY", problems) : null;
  const parsed = given === undefined ? null : parse(given, problems);
  if (parsed === null) return null;
  const fix = "Give user and password in one place only.";
  if (user !== null && parsed.user !== null) problems.push(conflicting("HISTORY", "HISTORY_USER", fix));
  if (password !== null && parsed.password !== null) problems.push(conflicting("HISTORY", "HISTORY_PASSWORD", fix));
  return { url: parsed.url, user: user ?? parsed.user, password: password ?? parsed.password, tls };
}

function parse(given: string, problems: Problem[]) {
  const url = URL.parse(given);
  if (url === null || url.hostname === "" || url.search !== "" || url.hash !== "" || !/^\/[^/]+$/.test(url.pathname)) {
    const message = "is more or less than postgres://user:password@host:port/database";
    problems.push(problemOf("HISTORY", "bad_variable", message, `${ENCODE} TLS has variables of its own.`));
    return null;
  }
  try {
    const [user, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
    url.username = "";
    url.password = "";
    return { url: url.href, user: user === "" ? null : user, password: password === "" ? null : password };
  } catch {
    problems.push(problemOf("HISTORY", "bad_variable", "is no URL", ENCODE));
    return null;
  }
}
