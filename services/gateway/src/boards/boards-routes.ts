/**
 * Boards over REST (docs/boards.md): `/v1/boards`. Whoever supervises keeps drafts that nobody else sees; who looks after screens publishes. A
 * screen reads its own board.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { answering } from "../access/account-routes.ts";
import { readBody } from "../access/read-body.ts";
import { BOARD_SHAPES } from "../api/shapes/board-shapes.ts";
import { identityOf } from "../guard.ts";
import { BOARD_BYTES, NEW_BOARD, OF_VERSION, SAVED_BOARD } from "./board-bodies.ts";
import type { BoardChanges } from "./board-changes.ts";
import { type Boards, DRAFTS_BY, PUBLISHED_BY, unknown } from "./boards.ts";
import { refuseBoard } from "./refuse-board.ts";
import { listedBoard, shownBoard } from "./shown-board.ts";

export interface BoardsRoutesParts {
  readonly boards: Boards;
  readonly changes: BoardChanges;
}

type OfOne = FastifyRequest<{ Params: { id: string } }>;
const EDITS = { needs: { role: DRAFTS_BY } } as const;
const PUBLISHES = { needs: { role: PUBLISHED_BY } } as const;

/** Of what may be a board; what is wrong with it is said when it is kept. */
function nameIn(board: unknown): string {
  const name = (board as { readonly name?: unknown } | null)?.name;
  return typeof name === "string" ? name : "";
}

export function addBoardsRoutes(app: FastifyInstance, { boards, changes }: BoardsRoutesParts): void {
  const answer = (reply: FastifyReply, request: FastifyRequest, id: string, status = 200): FastifyReply => {
    const seen = boards.seen(identityOf(request), id);
    return seen === null ? refuseBoard(reply, unknown(id)) : reply.code(status).send(shownBoard(seen));
  };

  app.get("/v1/boards", { config: { needs: { role: "viewer" }, shape: BOARD_SHAPES.list } }, async (request) => {
    const by = identityOf(request);
    return { boards: boards.seenBy(by).map(listedBoard), ...boards.defaultOf(by) };
  });

  app.get(
    "/v1/boards/:id",
    { config: { needs: { role: "viewer", screens: true }, shape: BOARD_SHAPES.one } },
    async (request: OfOne, reply) => answer(reply, request, request.params.id),
  );

  app.post(
    "/v1/boards",
    { bodyLimit: BOARD_BYTES, config: { ...EDITS, shape: BOARD_SHAPES.add } },
    async (request, reply) => {
      const read = readBody(request, reply, NEW_BOARD);
      if (!read.ok) return read.answer;
      return answering(reply, async () => {
        const { board, id = changes.newId(nameIn(board)) } = read.body;
        await changes.save(identityOf(request), id, { document: board, version: null });
        return answer(reply, request, id, 201);
      });
    },
  );

  app.put(
    "/v1/boards/:id",
    { bodyLimit: BOARD_BYTES, config: { ...EDITS, shape: BOARD_SHAPES.save } },
    async (request: OfOne, reply) => {
      const read = readBody(request, reply, SAVED_BOARD);
      if (!read.ok) return read.answer;
      const { board: document, ...over } = read.body;
      return answering(reply, async () => {
        await changes.save(identityOf(request), request.params.id, { document, ...over });
        return answer(reply, request, request.params.id);
      });
    },
  );

  app.post(
    "/v1/boards/:id/publish",
    { bodyLimit: BOARD_BYTES, config: { ...PUBLISHES, audits: ["published_board"], shape: BOARD_SHAPES.publish } },
    async (request: OfOne, reply) => {
      const read = readBody(request, reply, OF_VERSION);
      if (!read.ok) return read.answer;
      return answering(reply, async () => {
        await changes.publish(identityOf(request), request.params.id, read.body.version);
        return answer(reply, request, request.params.id);
      });
    },
  );

  app.delete(
    "/v1/boards/:id/draft",
    { config: { ...EDITS, shape: BOARD_SHAPES.giveUp } },
    async (request: OfOne, reply) =>
      answering(reply, async () => {
        await changes.giveUpDraft(identityOf(request), request.params.id);
        return reply.code(204).send();
      }),
  );

  app.delete(
    "/v1/boards/:id",
    { bodyLimit: BOARD_BYTES, config: { ...PUBLISHES, audits: ["removed_board"], shape: BOARD_SHAPES.remove } },
    async (request: OfOne, reply) => {
      const read = readBody(request, reply, OF_VERSION);
      if (!read.ok) return read.answer;
      return answering(reply, async () => {
        await changes.remove(identityOf(request), request.params.id, read.body.version);
        return reply.code(204).send();
      });
    },
  );
}
