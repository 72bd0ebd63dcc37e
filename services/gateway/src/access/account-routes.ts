/** Users and API tokens by REST, for admins of everything: `/v1/users`, `/v1/tokens`. No answer holds a hash. */
import type { Audited } from "@floorwalker/domain";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { RouteShape } from "../api/route-shape.ts";
import { TOKEN_SHAPES, USER_SHAPES } from "../api/shapes/access-shapes.ts";
import { BoardError } from "../boards/board-errors.ts";
import { refuseBoard } from "../boards/refuse-board.ts";
import { identityOf } from "../guard.ts";
import { ACCESS_ERRORS, accessFault } from "./access-errors.ts";
import { type AccountAdmin, NEW_TOKEN, NEW_USER, USER_CHANGE } from "./account-admin.ts";
import type { AccountDirectory } from "./account-directory.ts";
import { AccountError } from "./account-error.ts";
import { readBody, SMALL_BODY_BYTES } from "./read-body.ts";
import { shownToken, shownUser } from "./shown-account.ts";

export interface AccountRoutesParts {
  readonly directory: AccountDirectory;
  readonly admin: AccountAdmin;
}

const ADMIN = { needs: { role: "admin", everything: true } } as const;
const writes = (did: Audited, shape: RouteShape) => ({
  config: { ...ADMIN, audits: [did], shape },
  bodyLimit: SMALL_BODY_BYTES,
});

type OfOne = FastifyRequest<{ Params: { id: string } }>;

export function addAccountRoutes(app: FastifyInstance, { directory, admin }: AccountRoutesParts): void {
  app.get("/v1/users", { config: { ...ADMIN, shape: USER_SHAPES.list } }, async () => ({
    users: directory.all("user").map(shownUser),
  }));

  app.post("/v1/users", writes("made_user", USER_SHAPES.add), async (request, reply) => {
    const read = readBody(request, reply, NEW_USER);
    if (!read.ok) return read.answer;
    return answering(reply, async () => {
      const { user, password } = await admin.addUser(identityOf(request), read.body);
      return reply.code(201).send({ user: shownUser(user), password });
    });
  });

  app.patch("/v1/users/:id", writes("changed_user", USER_SHAPES.change), async (request: OfOne, reply) => {
    const read = readBody(request, reply, USER_CHANGE);
    if (!read.ok) return read.answer;
    return answering(reply, async () => {
      const { user, password } = await admin.changeUser(identityOf(request), request.params.id, read.body);
      return reply.send({ user: shownUser(user), password });
    });
  });

  app.get("/v1/tokens", { config: { ...ADMIN, shape: TOKEN_SHAPES.list } }, async () => ({
    tokens: directory.all("token").map(shownToken),
  }));

  app.post("/v1/tokens", writes("made_token", TOKEN_SHAPES.add), async (request, reply) => {
    const read = readBody(request, reply, NEW_TOKEN);
    if (!read.ok) return read.answer;
    return answering(reply, async () => {
      const { token, text } = await admin.makeToken(identityOf(request), read.body);
      return reply.code(201).send({ token: shownToken(token), text });
    });
  });

  app.delete("/v1/tokens/:id", writes("revoked_token", TOKEN_SHAPES.revoke), (request: OfOne, reply) =>
    answering(reply, async () =>
      reply.send({ token: shownToken(await admin.revokeToken(identityOf(request), request.params.id)) }),
    ),
  );
}

/** What the work throws of ours is told as what it is. */
export async function answering(reply: FastifyReply, work: () => Promise<FastifyReply>): Promise<FastifyReply> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof BoardError) return refuseBoard(reply, error);
    if (!(error instanceof AccountError)) throw error;
    const { code, message } = error;
    const { status } = ACCESS_ERRORS[code];
    if (status === 503) reply.header("retry-after", "5");
    return reply.code(status).send(accessFault(code, { message }));
  }
}
