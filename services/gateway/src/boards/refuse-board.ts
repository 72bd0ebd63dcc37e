/** A refusal about boards, as it is answered. */
import type { FastifyReply } from "fastify";
import { BOARD_ERRORS, type BoardError } from "./board-errors.ts";

export function refuseBoard(reply: FastifyReply, { code, message, errors }: BoardError): FastifyReply {
  const { status, fix } = BOARD_ERRORS[code];
  return reply.code(status).send({ code, message, fix, ...(errors.length > 0 ? { errors } : {}) });
}
