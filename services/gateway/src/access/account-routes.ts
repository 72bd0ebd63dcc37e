/** Users and API tokens by REST, for admins of everything: `/v1/users`, `/v1/tokens`. No answer holds a hash. */
import { type ApiToken, ROLES, type User } from "@floorwalker/domain";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { identityOf } from "../guard.ts";
import type { AccountDirectory } from "./account-directory.ts";
import { ACCOUNT_ERRORS, AccountError } from "./account-error.ts";
import type { Accounts } from "./accounts.ts";
import { type Audit, notNoted } from "./audit.ts";
import { isPasswordAllowed } from "./password.ts";
import { readBody, SMALL_BODY_BYTES } from "./read-body.ts";

export interface AccountRoutesParts {
  readonly directory: AccountDirectory;
  readonly accounts: Accounts;
  readonly audit: Audit;
  readonly clock: () => number;
}

const ADMIN = { needs: { role: "admin", everything: true } } as const;
const WRITES = { config: ADMIN, bodyLimit: SMALL_BODY_BYTES } as const;

const text = z.string().min(1).max(200);
const covered = z.union([z.literal("all"), z.array(text).max(1_000)]);
const scope = z.strictObject({ sites: covered, queues: covered, teams: covered });
const role = z.enum(ROLES);
const password = z.string().refine(isPasswordAllowed, "must have at least 12 characters").nullable();
const USER = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9._@-]{0,63}$/, "may hold a-z, 0-9, dots, dashes, underscores and @"),
  name: text,
  role,
  scope,
  password: password.default(null),
});
const USER_CHANGE = z.strictObject({ name: text, role, scope, disabled: z.boolean(), password }).partial();
const DAY_MS = 86_400_000;
const TOKEN = z.strictObject({ name: text, role, scope, days: z.int().min(1).max(3_650).nullable() });

export function addAccountRoutes(
  app: FastifyInstance,
  { directory, accounts, audit, clock }: AccountRoutesParts,
): void {
  app.get("/v1/users", { config: ADMIN }, async () => ({ users: directory.all("user").map(userFields) }));

  app.post("/v1/users", WRITES, async (request, reply) => {
    const read = readBody(request, reply, USER);
    if (!read.ok) return read.answer;
    if (!(await audit.note(identityOf(request), "made_user", `${read.body.id} ${granted(read.body)}`)))
      return notNoted(reply);
    return answering(reply, async () => {
      const made = await accounts.addUser(read.body);
      return reply.code(201).send({ user: userFields(made.user), password: made.password });
    });
  });

  app.patch<{ Params: { id: string } }>("/v1/users/:id", WRITES, async (request, reply) => {
    const read = readBody(request, reply, USER_CHANGE);
    if (!read.ok) return read.answer;
    const { password: _, ...told } = read.body;
    const what = [JSON.stringify(told), ...("password" in read.body ? ["password"] : [])].join(" ");
    if (!(await audit.note(identityOf(request), "changed_user", `${request.params.id} ${what}`)))
      return notNoted(reply);
    return answering(reply, async () => {
      const changed = await accounts.changeUser(request.params.id, read.body as Parameters<Accounts["changeUser"]>[1]);
      return reply.send({ user: userFields(changed.user), password: changed.password });
    });
  });

  app.get("/v1/tokens", { config: ADMIN }, async () => ({ tokens: directory.all("token").map(tokenFields) }));

  app.post("/v1/tokens", WRITES, async (request, reply) => {
    const read = readBody(request, reply, TOKEN);
    if (!read.ok) return read.answer;
    const { days, ...of } = read.body;
    const identity = identityOf(request);
    if (!(await audit.note(identity, "made_token", `${of.name} ${granted(of)}`))) return notNoted(reply);
    const expiresAt = days === null ? null : clock() + days * DAY_MS;
    const made = await accounts.makeToken({ ...of, expiresAt, madeBy: identity.id });
    return reply.code(201).send({ token: tokenFields(made.token), text: made.text });
  });

  app.delete(
    "/v1/tokens/:id",
    { config: ADMIN },
    async (request: FastifyRequest<{ Params: { id: string } }>, reply) => {
      if (!(await audit.note(identityOf(request), "revoked_token", request.params.id))) return notNoted(reply);
      return answering(reply, async () =>
        reply.send({ token: tokenFields(await accounts.revokeToken(request.params.id)) }),
      );
    },
  );
}

async function answering(reply: FastifyReply, work: () => Promise<FastifyReply>): Promise<FastifyReply> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AccountError)) throw error;
    const { code, message, fix } = error;
    return reply.code(ACCOUNT_ERRORS[code].status).send({ code, message, fix });
  }
}

const granted = (of: Pick<User, "role" | "scope">): string => `${of.role} ${JSON.stringify(of.scope)}`;

const userFields = ({ id, name, role, scope, disabled, madeAt, password }: User): object => ({
  id,
  name,
  role,
  scope,
  disabled,
  signsIn: password === null ? "elsewhere" : "here",
  madeAt: isoOf(madeAt),
});

const tokenFields = ({ id, name, role, scope, madeAt, madeBy, expiresAt, revokedAt, usedAt }: ApiToken): object => ({
  id,
  name,
  role,
  scope,
  madeAt: isoOf(madeAt),
  madeBy,
  expiresAt: isoOf(expiresAt),
  revokedAt: isoOf(revokedAt),
  usedAt: isoOf(usedAt),
});

const isoOf = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString());
