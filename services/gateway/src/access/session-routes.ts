/** Signing in and out, and tickets: `POST /v1/session`, `DELETE /v1/session`, `POST /v1/tickets`. */
import { SYSTEM_TIMING, type Timing } from "@floorwalker/runtime";
import type { FastifyInstance, FastifyReply } from "fastify";
import { z } from "zod";
import { identityOf } from "../guard.ts";
import type { AccountDirectory } from "./account-directory.ts";
import type { Accounts } from "./accounts.ts";
import { SESSION_MS } from "./accounts.ts";
import { type Audit, notNoted } from "./audit.ts";
import { setSessionCookie } from "./cookie.ts";
import type { Passwords } from "./password.ts";
import { readBody, SMALL_BODY_BYTES } from "./read-body.ts";
import { SignInLimits } from "./sign-in-limits.ts";

export interface SessionRoutesParts {
  readonly directory: AccountDirectory;
  readonly accounts: Accounts;
  readonly passwords: Passwords;
  readonly audit: Audit;
  readonly clock: () => number;
  readonly timing?: Timing;
}

const CREDENTIALS = z.object({ user: z.string().max(200), password: z.string().max(2_000) });

export function addSessionRoutes(
  app: FastifyInstance,
  { directory, accounts, passwords, audit, clock, timing = SYSTEM_TIMING }: SessionRoutesParts,
): void {
  const limits = new SignInLimits(timing);

  app.post("/v1/session", { bodyLimit: SMALL_BODY_BYTES, config: { needs: "open" } }, async (request, reply) => {
    const read = readBody(request, reply.header("cache-control", "no-store"), CREDENTIALS);
    if (!read.ok) return read.answer;
    const name = read.body.user.trim().toLowerCase();
    const lockedMs = limits.lockedFor(name, request.ip);
    if (lockedMs > 0) return tooOften(reply, lockedMs);
    const askedAt = clock();
    const user = await directory.seek("user", name);
    const matches = await passwords.matches(read.body.password, user?.password ?? null);
    if (matches === null) return tooOften(reply, 5_000);
    if (!matches || user === null || user.disabled) {
      limits.failed(name, request.ip);
      await audit.note(null, "sign_in_refused", name);
      return reply.code(401).send(REFUSED);
    }
    limits.succeeded(name);
    const { id, role, scope } = user;
    const identity = { kind: "user", id, name: user.name, role, scope } as const;
    if (!(await audit.note(identity, "signed_in", id))) return notNoted(reply);
    const secret = await accounts.startSession(id, askedAt);
    return reply
      .header("set-cookie", setSessionCookie(secret, SESSION_MS, request.headers))
      .send({ ...identity, open: false });
  });

  app.delete("/v1/session", { config: { needs: { role: "viewer" } } }, async (request, reply) => {
    const identity = identityOf(request);
    if (request.proof?.kind === "session") {
      await accounts.endSession(request.proof.id);
      await audit.note(identity, "signed_out", identity.id);
    }
    return reply
      .header("set-cookie", setSessionCookie(null, 0, request.headers))
      .code(204)
      .send();
  });

  app.post(
    "/v1/tickets",
    { bodyLimit: SMALL_BODY_BYTES, config: { needs: { role: "viewer" } } },
    async (request, reply) => {
      const { ticket, text } = await accounts.makeTicket(request.proof!);
      return reply.code(201).send({ ticket: text, expiresAt: new Date(ticket.expiresAt).toISOString() });
    },
  );
}

const tooOften = (reply: FastifyReply, ms: number): FastifyReply =>
  reply
    .code(429)
    .header("retry-after", String(Math.ceil(ms / 1000)))
    .send({
      code: "sign_in_locked",
      temporary: true,
      message: "Too many tries to sign in have failed.",
      fix: `Try again in ${Math.ceil(ms / 1000)} s; an admin can give the user another password.`,
    });

const REFUSED = {
  code: "sign_in_refused",
  message: "Name or password is wrong, or the user may not sign in.",
  fix: "Try again, or ask an admin.",
} as const;
