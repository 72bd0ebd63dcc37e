/** `GET /v1/me`: who the gateway takes you for; `open`: it takes anybody on its machine for that. */
import type { FastifyInstance } from "fastify";
import { identityOf } from "../guard.ts";

export function addMeRoute(app: FastifyInstance): void {
  app.get("/v1/me", { config: { needs: { role: "viewer" } } }, async (request) => {
    const { kind, id, name, role, scope } = identityOf(request);
    return { kind, id, name, role, scope, open: kind === "loopback" };
  });
}
