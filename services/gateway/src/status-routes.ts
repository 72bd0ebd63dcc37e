/** /livez, /readyz, /version, and /metrics where it has no port of its own. */
import { STATUS_PATHS, type statusAnswers } from "@floorwalker/runtime";
import type { FastifyInstance } from "fastify";
import type { Access } from "./access/access.ts";
import { STATUS_SHAPES } from "./api/shapes/status-shapes.ts";

export interface StatusRoutesOptions {
  readonly answers: ReturnType<typeof statusAnswers>;
  readonly access: Access;
  /** False: /metrics is answered elsewhere. */
  readonly metrics: boolean;
}

export function addStatusRoutes(app: FastifyInstance, { answers, access, metrics }: StatusRoutesOptions): void {
  for (const path of STATUS_PATHS.filter((each) => metrics || each !== "/metrics"))
    app.get(
      path,
      { config: { needs: path === "/metrics" ? "metrics" : "open", shape: STATUS_SHAPES[path]! } },
      async (request, reply) => {
        const { status, contentType, body } = await answers(path, await access.trusted(request));
        return reply.code(status).type(contentType).header("cache-control", "no-store").send(body);
      },
    );
}
