/**
 * Signing in by the provider: `GET /v1/oidc/start?next=` leads there, `GET /v1/oidc/callback` takes back who comes from there. Both are
 * navigations of a browser, so whatever happens ends on a page of the board, which says it in its reader's words (`/sign-in?why=`).
 */
import { nextPlace } from "@floorwalker/protocol";
import { addressOf, isLoopback, type Logger, namesLoopback, type OidcSettings } from "@floorwalker/runtime";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { OIDC_SHAPES } from "../../api/shapes/access-shapes.ts";
import type { AccountDirectory } from "../account-directory.ts";
import type { Accounts } from "../accounts.ts";
import { SESSION_MS } from "../accounts.ts";
import type { Audit } from "../audit.ts";
import { setSessionCookie } from "../cookie.ts";
import { SignInLimits } from "../sign-in-limits.ts";
import { endFlowCookie, type Flow, flowCookie, flowOf } from "./flow-cookie.ts";
import { claimedBy, grantOf } from "./grant-of.ts";
import { knowPerson, personId, personName } from "./known-person.ts";
import { OidcError, type OidcErrorCode } from "./oidc-error.ts";
import type { OidcProvider } from "./provider.ts";

export interface OidcRoutesParts {
  /** As it is configured now; null: it is not. */
  readonly provider: () => OidcProvider | null;
  /** Where browsers reach the board; null: only this machine does. */
  readonly publicUrl: string | null;
  readonly directory: AccountDirectory;
  readonly accounts: Accounts;
  readonly audit: Audit;
  readonly clock: () => number;
  readonly logger: Pick<Logger, "warn">;
}

const START_CONFIG = { config: { needs: "open", shape: OIDC_SHAPES.start } } as const;
const CALLBACK_CONFIG = {
  config: { needs: "open", audits: ["signed_in", "sign_in_refused"], shape: OIDC_SHAPES.callback },
} as const;
const CALLBACK = "v1/oidc/callback";
/** Nothing was tried. */
const UNCOUNTED: readonly OidcErrorCode[] = ["unavailable", "locked"];

type Started = FastifyRequest<{ Querystring: { readonly next?: unknown; readonly state?: unknown } }>;

export function addOidcRoutes(app: FastifyInstance, parts: OidcRoutesParts): void {
  const { logger, directory, clock } = parts;
  const limits = new SignInLimits({ what: "provider", store: directory.store, clock });

  app.get("/v1/oidc/start", START_CONFIG, async (request: Started, reply) => {
    const next = placeOf(request.query.next);
    reply.header("cache-control", "no-store");
    try {
      const [provider, redirectUri] = providerFor(request, parts);
      const { url, flow } = await provider.begin(next, redirectUri);
      return reply.header("set-cookie", flowCookie(flow, redirectUri)).redirect(url.href);
    } catch (error) {
      return backToSignIn(reply, error, next, logger);
    }
  });

  app.get("/v1/oidc/callback", CALLBACK_CONFIG, async (request: Started, reply) => {
    reply.header("cache-control", "no-store");
    const state = typeof request.query.state === "string" ? request.query.state : "";
    const flow = flowOf(request.headers, state);
    const next = placeOf(flow?.next);
    try {
      if ((await limits.lockedFor(state, addressOf(request.ip))) > 0)
        throw new OidcError("locked", "too many have failed");
      const [provider, redirectUri] = providerFor(request, parts);
      reply.header("set-cookie", endFlowCookie(state, redirectUri));
      const secret = await take(request, provider, redirectUri, flow);
      const origin = new URL(redirectUri).origin;
      reply.header("set-cookie", setSessionCookie(secret, SESSION_MS, { origin }));
      return reply.redirect(next);
    } catch (error) {
      // Whoever did not go from here has tried nothing: from any page a browser could be led here, and its address be locked.
      if (flow !== null && !(error instanceof OidcError && UNCOUNTED.includes(error.code)))
        await limits.failed(state, addressOf(request.ip));
      return backToSignIn(reply, error, next, logger);
    }
  });

  /** The session's secret. @throws OidcError */
  async function take(
    request: Started,
    provider: OidcProvider,
    redirectUri: string,
    flow: Flow | null,
  ): Promise<string> {
    const { directory, accounts, audit, clock } = parts;
    const refuse = async (code: "notGranted" | "disabled", who: string): Promise<never> => {
      await audit.note(null, "sign_in_refused", who);
      throw new OidcError(code, who);
    };
    if (flow === null) throw new OidcError("notVerified", "came back without having gone from here, or too late");
    const cameBack = new URL(redirectUri);
    cameBack.search = new URL(request.url, redirectUri).search;
    const claims = await provider.finish(cameBack, flow);
    const id = personId(provider.settings.issuer, claims.sub);
    const grant = grantOf(claims, provider.settings);
    if (grant === null) return refuse("notGranted", id);
    const claimed = claimedBy(claims, id, provider.settings);
    const user = await knowPerson(directory, { id, name: personName(claims), grant, claimed, now: clock() });
    if (user === null) return refuse("disabled", id);
    if (!(await audit.note({ kind: "user", id, name: user.name }, "signed_in", id)))
      throw new OidcError("unavailable", "the audit cannot be written");
    return accounts.startSession(user);
  }
}

/** Of a gateway that only this machine reaches, by the name that was asked for. @throws OidcError */
function providerFor(
  { headers: { host } }: FastifyRequest,
  { provider: current, publicUrl }: Pick<OidcRoutesParts, "provider" | "publicUrl">,
): readonly [OidcProvider, redirectUri: string] {
  const provider = current();
  if (provider === null) throw new OidcError("unavailable", "no provider is configured");
  if (publicUrl !== null) return [provider, `${publicUrl}/${CALLBACK}`];
  if (!namesLoopback(host)) throw new OidcError("unavailable", "FLOORWALKER_PUBLIC_URL is not set");
  return [provider, `http://${host}/${CALLBACK}`];
}

/** Whatever origin: only the path counts, and that is checked as a browser would read it. */
const placeOf = (wanted: unknown): string =>
  nextPlace(typeof wanted === "string" ? wanted : null, "http://board.invalid");

function backToSignIn(reply: FastifyReply, error: unknown, next: string, logger: Pick<Logger, "warn">): FastifyReply {
  const failed = OidcError.of(error);
  logger.warn("oidc_sign_in_failed", { why: failed.code, error: failed.message });
  const params = new URLSearchParams({ next, why: failed.code });
  return reply.redirect(`/sign-in?${params.toString()}`);
}

/** Whether others come by a name that the provider can be told. */
export const needsPublicUrl = (settings: OidcSettings | null, host: string, publicUrl: string | null): boolean =>
  settings !== null && publicUrl === null && !isLoopback(host);
