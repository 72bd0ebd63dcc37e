/**
 * Who asks, and whether he may. A gateway on loopback without a token and without accounts is open: it answers only to loopback names, so
 * that a web page cannot reach it by a name of its own that resolves to 127.0.0.1, and to nobody whom a proxy brings; whoever asks it is
 * taken for an admin (rule 26). A
 * browser's Origin must be the page's own host, loopback, or configured; a program that sends no Origin is no browser. A cookie goes along
 * by itself: what changes anything, and a socket, is taken from the page's own host or a configured origin only.
 */
import type { IncomingHttpHeaders } from "node:http";
import { has, type Identity, type Needs } from "@floorwalker/domain";
import { isLoopback, namesLoopback, type OidcSettings, sharedToken } from "@floorwalker/runtime";
import { METRICS_NEED } from "./access-table.ts";
import type { AccountDirectory } from "./account-directory.ts";
import { AccountError } from "./account-error.ts";
import { sessionCookie } from "./cookie.ts";
import { offeredTicket, offeredTokens } from "./offered-tokens.ts";
import { Identities, type Proof } from "./proof.ts";
import { hashOf, isSecretOf, readApiToken, readScreenToken } from "./secret.ts";

/**
 * What a route needs of whoever calls it; each route says it when it is registered. `metrics`: the token of /metrics, or where there is
 * none an admin of everything.
 */
export type RouteNeed = "open" | "metrics" | Needs;

/**
 * `host` and `origin`: the request must not be answered at all. `token`: who asks is not known. `role`: he is, and may not. `accounts`:
 * it cannot be told now.
 */
export type Refusal = "host" | "origin" | "token" | "role" | "accounts";

export interface Admission {
  /** Null: it may. */
  readonly refusal: Refusal | null;
  /** Null: nobody who is known, or nobody asked. */
  readonly identity: Identity | null;
  readonly proof: Proof | null;
}

/** Of a request: what it shows. */
export interface Shown {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
}

export interface Access {
  admit(need: RouteNeed, shown: Shown): Promise<Admission>;
  /** Who that is now; null: nobody any more; `unknown`: who is known cannot be told now. */
  identityOf(proof: Proof): Identity | null | "unknown";
  /** Everybody who could sign in now; null: there are no users, and whoever acts is whom he says. @throws AccountError: nobody can say. */
  people(): readonly Identity[] | null;
  /** True for whoever may hear why something is not ready. */
  trusted(shown: Shown): Promise<boolean>;
}

export interface AccessOptions {
  readonly token: string | null;
  readonly metricsToken: string | null;
  /** Further origins, such as `https://board.example.com`. */
  readonly origins: readonly string[];
  /** Null: there are none. */
  readonly accounts: AccountDirectory | null;
  /** Others cannot reach the gateway. */
  readonly onLoopback: boolean;
  /** Where people sign in elsewhere, as it is configured now: then somebody may be known, although nobody has signed in yet. Absent: nowhere. */
  readonly elsewhere?: () => OidcSettings | null;
  /** Wall clock, epoch ms. */
  readonly clock: () => number;
}

/** By a proxy, which may call itself loopback: whoever is behind it is not on this machine. */
const isForwarded = (headers: IncomingHttpHeaders): boolean => FORWARDED.some((name) => headers[name] !== undefined);
const FORWARDED = ["forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip"] as const;

const CHANGES_NOTHING: readonly string[] = ["GET", "HEAD"];
const NOBODY: Omit<Admission, "refusal"> = { identity: null, proof: null };
const USED_EVERY_MS = 60_000;

export function createAccess(options: AccessOptions): Access {
  const { token, metricsToken, origins, accounts, onLoopback, clock, elsewhere = () => null } = options;
  const shared = token === null ? null : sharedToken(token);
  const ofMetrics = metricsToken === null ? null : sharedToken(metricsToken);
  const isOpen = (): boolean =>
    onLoopback &&
    shared === null &&
    elsewhere() === null &&
    (accounts === null || (accounts.current && accounts.isEmpty));
  const identities = new Identities({ accounts, isOpen, elsewhere, clock });

  const isOwnOrigin = ({ origin, host }: IncomingHttpHeaders): boolean =>
    origin !== undefined && (origins.includes(origin) || URL.parse(origin)?.host === host);
  const isForeign = (headers: IncomingHttpHeaders): boolean =>
    headers.origin !== undefined && !isOwnOrigin(headers) && !isLoopback(URL.parse(headers.origin)?.hostname ?? "");

  async function proofOf({ headers }: Shown): Promise<Proof | null> {
    const tokens = offeredTokens(headers);
    if (shared !== null && tokens.some(shared.matches)) return { kind: "shared" };
    for (const offered of tokens) {
      const proof = (await tokenProof(offered)) ?? (await screenProof(offered));
      if (proof !== null) return proof;
    }
    const offered = offeredTicket(headers);
    const ticket = offered === null ? null : await accounts?.take(hashOf(offered));
    if (ticket != null && ticket.expiresAt > clock()) {
      await seekWhose(ticket.of);
      return ticket.of;
    }
    const cookie = sessionCookie(headers);
    const id = cookie === null ? null : hashOf(cookie);
    if (id !== null && (await seekSession(id))) return { kind: "session", id };
    return isOpen() ? { kind: "loopback" } : null;
  }

  /** Whoever it is may have been made at another gateway a moment ago, as his ticket was. */
  async function seekWhose(proof: Proof): Promise<void> {
    if (proof.kind === "session") await seekSession(proof.id);
    else if (proof.kind === "token" || proof.kind === "screen") await accounts?.seek(proof.kind, proof.id);
  }

  async function seekSession(id: string): Promise<boolean> {
    const session = await accounts?.seek("session", id);
    if (session == null) return false;
    const { user, signsInFrom = 0 } = session;
    await accounts?.seek("user", user, (known) => known.signsInFrom >= signsInFrom);
    return true;
  }

  async function tokenProof(offered: string): Promise<Proof | null> {
    const read = readApiToken(offered);
    const known = read === null ? null : await accounts?.seek("token", read.id);
    if (read === null || known == null || !isSecretOf(read.secret, known.hash)) return null;
    const now = clock();
    if (known.usedAt === null || now - known.usedAt >= USED_EVERY_MS)
      void accounts
        ?.change("token", known.id, (before) =>
          before === null || before.revokedAt !== null ? null : { ...before, usedAt: now },
        )
        .catch(() => {});
    return { kind: "token", id: known.id };
  }

  async function screenProof(offered: string): Promise<Proof | null> {
    const read = readScreenToken(offered);
    const known = read === null ? null : await accounts?.seek("screen", read.id);
    return read !== null && known != null && isSecretOf(read.secret, known.hash)
      ? { kind: "screen", id: known.id }
      : null;
  }

  /** By a cookie only from the page's own host: elsewhere a page could send it along unasked. */
  const isForged = (proof: Proof | null, { method, headers }: Shown): boolean =>
    proof?.kind === "session" &&
    sessionCookie(headers) !== null &&
    (!CHANGES_NOTHING.includes(method) || headers.upgrade !== undefined) &&
    !isOwnOrigin(headers);

  return {
    async admit(need, shown) {
      const { headers } = shown;
      if (isOpen() && (!namesLoopback(headers.host) || isForwarded(headers))) return { ...NOBODY, refusal: "host" };
      if (isForeign(headers)) return { ...NOBODY, refusal: "origin" };
      if (need === "open") return { ...NOBODY, refusal: null };
      if (need === "metrics" && ofMetrics !== null)
        return { ...NOBODY, refusal: ofMetrics.shownIn(headers) ? null : "token" };
      const proof = await proofOf(shown);
      const identity = proof === null ? null : identities.of(proof);
      if (isForged(proof, shown)) return { ...NOBODY, refusal: "origin" };
      if (identity === null) return { ...NOBODY, refusal: accounts?.isCutOff === true ? "accounts" : "token" };
      return { identity, proof, refusal: has(identity, need === "metrics" ? METRICS_NEED : need) ? null : "role" };
    },
    identityOf: (proof) => identities.of(proof) ?? (accounts?.isCutOff === true ? "unknown" : null),
    people() {
      if (accounts?.isCutOff === true) throw new AccountError("accounts_unavailable");
      const users = accounts?.all("user") ?? [];
      return users.length === 0 ? null : users.flatMap((user) => identities.ofUser(user) ?? []);
    },
    async trusted(shown) {
      if (ofMetrics?.shownIn(shown.headers) === true) return true;
      const proof = await proofOf(shown);
      const identity = proof === null ? null : identities.of(proof);
      return identity !== null && has(identity, METRICS_NEED);
    },
  };
}
