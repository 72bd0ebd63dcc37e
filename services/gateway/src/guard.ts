/**
 * Nobody gets in by a way that was not thought of. Invariants:
 * G1  Every route says what it needs when it is registered, and what it is noted as in the audit; one that does not cannot be registered.
 *     docs/access.md is made of what they say.
 * G2  The guard asks the route that the router has matched, never the text of the request: both read it the same way,
 *     whatever its spelling.
 * G3  What matches no route is answered to who is known only, so that a stranger learns nothing of what there is.
 * G4  Upgrades come the same way (`route-upgrades.ts`).
 * G5  An answer that took its time is given to who may still have it: it is asked again before its first byte, and each second of one that is
 *     sent piece by piece.
 */
import type { Socket } from "node:net";
import { Readable } from "node:stream";
import { type Audited, type Identity, ROLES } from "@floorwalker/domain";
import { TOO_MANY_CONNECTIONS } from "@floorwalker/runtime";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Access, Refusal, RouteNeed } from "./access/access.ts";
import { ACCESS_ERRORS, type AccessErrorCode, accessFault } from "./access/access-errors.ts";
import type { Proof } from "./access/proof.ts";
import type { RouteShape } from "./api/route-shape.ts";
import { securityHeaders } from "./board-route.ts";
import type { GatewayMetrics } from "./gateway-metrics.ts";

declare module "fastify" {
  interface FastifyContextConfig {
    needs?: RouteNeed;
    /** It changes nothing, whatever its method: what takes its time is asked of again before it is answered (G5). */
    onlyReads?: true;
    /** What it takes and answers: docs/spec/openapi.json is made of it. */
    shape?: RouteShape;
    /** Everything that asking it may be noted as in the audit; absent: it is not noted. */
    audits?: readonly Audited[];
    /** Which of these it is, where it is noted before it is answered and not by the route itself; null: none of them this time. */
    audited?: (request: FastifyRequest) => Audited | null;
    /** How this route tells that the token is missing, where a status would not be seen; null: by a status. */
    withoutToken?: (request: FastifyRequest, reply: FastifyReply) => FastifyReply | null;
  }
  interface FastifyRequest {
    /** Who asks; null only where a route is open, or has a token of its own. */
    identity: Identity | null;
    /** By what that is known. */
    proof: Proof | null;
  }
}

export interface GuardOptions {
  readonly access: Access;
  readonly metrics: Pick<GatewayMetrics, "refused">;
  /** True when the connection came beyond a limit. */
  readonly isOver: (socket: Socket) => boolean;
}

export interface Route {
  readonly method: string;
  /** As registered: `/v1/views/:view`. */
  readonly url: string;
  readonly needs: RouteNeed;
  readonly audits: readonly Audited[];
  /** Null: it does not say. */
  readonly shape: RouteShape | null;
}

/** Before any route is registered: it sees only those that come after it. The list it returns grows with them. */
export function addGuard(app: FastifyInstance, { access, metrics, isOver }: GuardOptions): readonly Route[] {
  const routes: Route[] = [];
  app.decorateRequest("identity", null);
  app.decorateRequest("proof", null);
  app.addHook("onRoute", ({ method, url, config }) => {
    const needs = config?.needs;
    if (!isNeed(needs))
      throw new Error(`the route ${String(method)} ${url} does not say what it needs: give it config.needs`);
    const audits = config?.audits ?? [];
    if (config?.audited !== undefined && audits.length === 0)
      throw new Error(
        `the route ${String(method)} ${url} is noted in the audit and does not say as what: give it config.audits`,
      );
    for (const each of [method].flat()) routes.push({ method: each, url, needs, audits, shape: config?.shape ?? null });
  });
  app.addHook("onRequest", async (request, reply) => {
    if (isOver(request.raw.socket))
      return reply.code(503).headers({ connection: "close", "retry-after": "5" }).send(TOO_MANY_CONNECTIONS);
    reply.headers(securityHeaders(request.headers.host));
    const { needs = ANYBODY_KNOWN, withoutToken } = request.routeOptions.config;
    if (needs !== "open") reply.header("cache-control", "no-store");
    const { refusal, identity, proof } = await access.admit(needs, request);
    request.identity = identity;
    request.proof = proof;
    if (refusal === null) return;
    metrics.refused.inc({ reason: refusal });
    const code = CODES[refusal];
    const { status } = ACCESS_ERRORS[code];
    if (refusal === "accounts") reply.header("retry-after", "5");
    if (refusal !== "token") return reply.code(status).send(accessFault(code));
    return (
      withoutToken?.(request, reply) ??
      reply
        .code(status)
        .header("www-authenticate", "Bearer")
        .send(accessFault("unauthorized", needs === "metrics" ? METRICS_TOKEN : {}))
    );
  });
  app.addHook("onSend", async (request, reply, payload) => {
    const reads = READS.includes(request.method) || request.routeOptions.config.onlyReads === true;
    if (!reads || isStillGiven(access, request)) {
      if (payload instanceof Readable) cutWhenRevoked(payload, reply, () => isStillGiven(access, request));
      return payload;
    }
    metrics.refused.inc({ reason: "token" });
    if (payload instanceof Readable) payload.destroy();
    for (const name of ["content-disposition", "content-length"]) reply.removeHeader(name);
    reply.code(ACCESS_ERRORS.access_changed.status).type("application/json; charset=utf-8");
    return JSON.stringify(accessFault("access_changed"));
  });
  return routes;
}

/** What changes something may end who asks for it himself: only reading is asked of again. */
const READS: readonly string[] = ["GET", "HEAD"];
const LOOK_MS = 1_000;

/** He may what he might when he asked. */
function isStillGiven(access: Access, { proof, identity }: FastifyRequest): boolean {
  if (proof === null || identity === null) return true;
  const now = access.identityOf(proof);
  return now === identity || (now !== null && now !== "unknown" && rightsOf(now) === rightsOf(identity));
}

const rightsOf = ({ role, scope, profile }: Identity): string => JSON.stringify([role, scope, profile]);

/** The connection too: what is being read may be waited for, and is not to be given whenever it comes. */
function cutWhenRevoked(payload: Readable, { raw }: FastifyReply, isStillGiven: () => boolean): void {
  const look = setInterval(() => {
    if (isStillGiven()) return;
    clearInterval(look);
    payload.destroy(new Error("who asked may no longer have it"));
    raw.destroy();
  }, LOOK_MS);
  payload.once("close", () => clearInterval(look));
  raw.once("close", () => clearInterval(look));
}

/** Who asks, at a route that is not open. */
export function identityOf({ identity }: FastifyRequest): Identity {
  if (identity === null) throw new Error("a route that is open asked who it is answering");
  return identity;
}

const ANYBODY_KNOWN: RouteNeed = { role: "viewer" };

const isNeed = (needs: RouteNeed | undefined): needs is RouteNeed =>
  needs === "open" || needs === "metrics" || (needs !== undefined && ROLES.includes(needs.role));

const CODES: Readonly<Record<Refusal, AccessErrorCode>> = {
  host: "foreign_host",
  origin: "foreign_origin",
  token: "unauthorized",
  role: "forbidden",
  accounts: "accounts_unavailable",
};

const METRICS_TOKEN = {
  message: "The token of /metrics is missing or wrong.",
  fix: "Send FLOORWALKER_METRICS_TOKEN (or, where it is not set, FLOORWALKER_TOKEN) as Authorization: Bearer <token>.",
};
