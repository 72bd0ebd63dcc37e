/** `GET /v1/roles`: what each role may, route by route, as the routes themselves declare it. */
import type { FastifyInstance } from "fastify";
import { ROLES_SHAPE } from "../api/shapes/status-shapes.ts";
import type { Route } from "../guard.ts";

/** `routes`: everything that answers, as it is when it is asked. */
export function addRolesRoute(app: FastifyInstance, routes: readonly Route[]): void {
  app.get("/v1/roles", { config: { needs: { role: "admin", everything: true }, shape: ROLES_SHAPE } }, async () => ({
    routes: routes.flatMap(({ method, url, needs }) =>
      needs === "open" || needs === "metrics" || method === "HEAD"
        ? []
        : [{ method, url, role: needs.role, everything: needs.everything === true }],
    ),
  }));
}
