/** Puts together what is about boards: what is read of them, how they are changed, and their routes. */
import type { FastifyInstance } from "fastify";
import { BoardChanges, type BoardChangesParts } from "./board-changes.ts";
import { Boards, type BoardsParts } from "./boards.ts";
import { addBoardsRoutes } from "./boards-routes.ts";

export interface CreatedBoards {
  readonly boards: Boards;
  readonly routes: (app: FastifyInstance) => void;
}

export function createBoards(parts: BoardsParts & Omit<BoardChangesParts, "boards">): CreatedBoards {
  const boards = new Boards(parts);
  const changes = new BoardChanges({ ...parts, boards });
  return { boards, routes: (app) => addBoardsRoutes(app, { boards, changes }) };
}
