/** Signing in and out, tickets, and one's own password: `POST` and `DELETE /v1/session`, `POST /v1/tickets`, `POST /v1/me/password`. */
import { addressOf } from "@floorwalker/runtime";
import type { FastifyInstance, FastifyReply } from "fastify";
import { SESSION_SHAPES } from "../api/shapes/access-shapes.ts";
import { identityOf } from "../guard.ts";
import { ACCESS_ERRORS, accessFault } from "./access-errors.ts";
import { USER_ID } from "./account-admin.ts";
import type { AccountDirectory } from "./account-directory.ts";
import type { Accounts } from "./accounts.ts";
import { SESSION_MS } from "./accounts.ts";
import { type Audit, notNoted } from "./audit.ts";
import { sessionCookies, setSessionCookie } from "./cookie.ts";
import { isFromProvider } from "./oidc/known-person.ts";
import type { OidcProvider } from "./oidc/provider.ts";
import type { Passwords } from "./password.ts";
import { readBody, SMALL_BODY_BYTES } from "./read-body.ts";
import { hashOf } from "./secret.ts";
import { CREDENTIALS, OWN_PASSWORD } from "./session-bodies.ts";
import { SignInLimits } from "./sign-in-limits.ts";

export interface SessionRoutesParts {
  readonly directory: AccountDirectory;
  readonly accounts: Accounts;
  readonly passwords: Passwords;
  readonly audit: Audit;
  readonly clock: () => number;
  readonly provider: () => OidcProvider | null;
  readonly publicUrl: string | null;
}

const BUSY_MS = 5_000;

export function addSessionRoutes(
  app: FastifyInstance,
  { directory, accounts, passwords, audit, clock, provider, publicUrl }: SessionRoutesParts,
): void {
  const limits = new SignInLimits({ what: "password", store: directory.store, clock });

  app.post(
    "/v1/session",
    {
      bodyLimit: SMALL_BODY_BYTES,
      config: { needs: "open", audits: ["signed_in", "sign_in_refused"], shape: SESSION_SHAPES.begin },
    },
    async (request, reply) => {
      const read = readBody(request, reply.header("cache-control", "no-store"), CREDENTIALS);
      if (!read.ok) return read.answer;
      const name = read.body.user.trim().toLowerCase();
      const address = addressOf(request.ip);
      const lockedMs = await limits.lockedFor(name, address);
      if (lockedMs > 0) return tooOften(reply, lockedMs);
      const user = await knownUser(name);
      const matches = await passwords.matches(read.body.password, user?.password ?? null);
      if (matches === null) return tooOften(reply, BUSY_MS);
      const lockedSince = await limits.lockedFor(name, address);
      if (lockedSince > 0) return tooOften(reply, lockedSince);
      if (!matches || user === null || user.disabled) {
        await limits.failed(name, address);
        await audit.note(null, "sign_in_refused", name);
        return refuse(reply, "sign_in_refused");
      }
      await limits.succeeded(name);
      const { id, role, scope } = user;
      const identity = { kind: "user", id, name: user.name, role, scope } as const;
      if (!(await audit.note(identity, "signed_in", id))) return notNoted(reply);
      const secret = await accounts.startSession(user);
      return reply
        .header("set-cookie", setSessionCookie(secret, SESSION_MS, request.headers))
        .send({ ...identity, open: false });
    },
  );

  app.delete(
    "/v1/session",
    { config: { needs: { role: "viewer" }, audits: ["signed_out"], shape: SESSION_SHAPES.end } },
    async (request, reply) => {
      const identity = identityOf(request);
      // Whatever cookie it is known by: by another one that is shown it would be in again.
      const ended = sessionCookies(request.headers).map(hashOf);
      for (const id of ended) await accounts.endSession(id);
      if (request.proof?.kind === "session") await audit.note(identity, "signed_out", identity.id);
      reply.header("set-cookie", setSessionCookie(null, 0, request.headers));
      const board = publicUrl ?? request.headers.origin ?? null;
      const there = isFromProvider(identity.id) && board !== null ? provider()?.signOutAt(`${board}/sign-in`) : null;
      return there == null ? reply.code(204).send() : reply.send({ signOutAt: there });
    },
  );

  app.post(
    "/v1/tickets",
    { bodyLimit: SMALL_BODY_BYTES, config: { needs: { role: "viewer", screens: true }, shape: SESSION_SHAPES.ticket } },
    async (request, reply) => {
      const { ticket, text } = await accounts.makeTicket(request.proof!);
      return reply.code(201).send({ ticket: text, expiresAt: new Date(ticket.expiresAt).toISOString() });
    },
  );

  // Guesses of the old one count as failures to sign in: a session that was left open is no way around the lock.
  app.post(
    "/v1/me/password",
    {
      bodyLimit: SMALL_BODY_BYTES,
      config: {
        needs: { role: "viewer" },
        audits: ["changed_own_password", "sign_in_refused"],
        shape: SESSION_SHAPES.password,
      },
    },
    async (request, reply) => {
      const read = readBody(request, reply, OWN_PASSWORD);
      if (!read.ok) return read.answer;
      const identity = identityOf(request);
      const user = identity.kind === "user" ? await knownUser(identity.id) : null;
      if (user === null || user.password === null || request.proof?.kind !== "session")
        return refuse(reply, "no_password_here");
      const address = addressOf(request.ip);
      const lockedMs = await limits.lockedFor(user.id, address);
      if (lockedMs > 0) return tooOften(reply, lockedMs);
      const matches = await passwords.matches(read.body.old, user.password);
      if (matches === null) return tooOften(reply, BUSY_MS);
      const lockedSince = await limits.lockedFor(user.id, address);
      if (lockedSince > 0) return tooOften(reply, lockedSince);
      if (!matches) {
        await limits.failed(user.id, address);
        await audit.note(identity, "sign_in_refused", user.id);
        return refuse(reply, "wrong_password");
      }
      await limits.succeeded(user.id);
      if (!(await audit.note(identity, "changed_own_password", user.id))) return notNoted(reply);
      const changed = await accounts.changeOwnPassword(user, read.body.password);
      if (changed === null) return refuse(reply, "wrong_password");
      const secret = await accounts.startSession(changed);
      return reply
        .header("set-cookie", setSessionCookie(secret, SESSION_MS, request.headers))
        .code(204)
        .send();
    },
  );

  /** As he is stored now: another gateway may have given him another password a moment ago. What is no name of a user is not asked for. */
  const knownUser = async (name: string) => (USER_ID.test(name) ? directory.seek("user", name, () => false) : null);
}

const refuse = (reply: FastifyReply, code: "sign_in_refused" | "wrong_password" | "no_password_here"): FastifyReply =>
  reply.code(ACCESS_ERRORS[code].status).send(accessFault(code));

const tooOften = (reply: FastifyReply, ms: number): FastifyReply => {
  const seconds = Math.ceil(ms / 1000);
  const fix = `Try again in ${seconds} s; an admin can give the user another password.`;
  return reply
    .code(ACCESS_ERRORS.sign_in_locked.status)
    .header("retry-after", String(seconds))
    .send(accessFault("sign_in_locked", { fix }));
};
