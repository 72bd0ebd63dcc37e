/** A small JSON body, as a schema has it. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { ACCESS_ERRORS, accessFault } from "./access-errors.ts";

export const SMALL_BODY_BYTES = 16 * 1024;

export type ReadBody<T> =
  | { readonly ok: true; readonly body: T }
  | { readonly ok: false; readonly answer: FastifyReply };

export function readBody<T>(request: FastifyRequest, reply: FastifyReply, schema: z.ZodType<T>): ReadBody<T> {
  const parsed = schema.safeParse(jsonOf(request.body));
  if (parsed.success) return { ok: true, body: parsed.data };
  return {
    ok: false,
    answer: reply
      .code(ACCESS_ERRORS.bad_body.status)
      .send(accessFault("bad_body", { message: z.prettifyError(parsed.error) })),
  };
}

function jsonOf(body: unknown): unknown {
  try {
    return JSON.parse((body as Buffer).toString("utf8")) as unknown;
  } catch {
    return undefined;
  }
}
