/**
 * Bodies wait in memory until they are whole, judged and acknowledged. Together they have a budget: a request that goes
 * beyond it is told to come again before any of it is received.
 */
import type { FastifyReply, FastifyRequest } from "fastify";
import type { GatewayMetrics } from "./gateway-metrics.ts";
import { MAX_BODY_BYTES, MAX_BYTES_IN_WORK } from "./request-limits.ts";

export function bodyBudget(metrics: Pick<GatewayMetrics, "refused">, most: number = MAX_BYTES_IN_WORK) {
  let inWork = 0;
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const bytes = announced(request);
    if (inWork + bytes > most) {
      metrics.refused.inc({ reason: "busy" });
      return reply.code(503).headers({ "retry-after": "1", connection: "close" }).send(BUSY);
    }
    inWork += bytes;
    reply.raw.once("close", () => {
      inWork -= bytes;
    });
    return undefined;
  };
}

/** A body of unknown length may become as large as any; a larger one is refused by its length. */
function announced({ headers }: FastifyRequest): number {
  const length = headers["content-length"];
  return length === undefined ? MAX_BODY_BYTES : Math.min(Number(length), MAX_BODY_BYTES);
}

const BUSY = {
  code: "busy",
  temporary: true,
  message: "Requests with more than 64 MB of events are being worked on already.",
  fix: "Send the same request again after a second.",
};
