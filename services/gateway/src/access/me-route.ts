/**
 * `GET /v1/me`: who the gateway takes you for, and by which privacy profile it tells you of agents; `open`: it takes anybody on its machine
 * for that. `boards`: what a desk of yours begins with, and what a wall shows.
 */
import type { FastifyInstance } from "fastify";
import { ME_SHAPE } from "../api/shapes/access-shapes.ts";
import type { Boards } from "../boards/boards.ts";
import { identityOf } from "../guard.ts";
import type { Sights } from "./sight.ts";

export function addMeRoute(app: FastifyInstance, sights: Pick<Sights, "of">, boards: Pick<Boards, "defaultOf">): void {
  app.get("/v1/me", { config: { needs: { role: "viewer", screens: true }, shape: ME_SHAPE } }, async (request) => {
    const identity = identityOf(request);
    const { kind, id, name, role, scope } = identity;
    const { id: profile, agents, lasting, atLeast, pauseReasons, satisfaction } = sights.of(identity).told.profile;
    const privacy = {
      profile,
      agents,
      ...(agents === "pseudonyms" ? { stable: lasting ? "ever" : "day" } : {}),
      ...(agents === "groups" ? { atLeast } : {}),
      pauseReasons,
      satisfaction,
    };
    return { kind, id, name, role, scope, privacy, open: kind === "loopback", boards: boards.defaultOf(identity) };
  });
}
