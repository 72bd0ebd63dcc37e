/** The screens that somebody looks after: `/v1/screens`. What each shows is by what it was paired for, and never more than he may see. */
import type { Audited } from "@floorwalker/domain";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { answering } from "../access/account-routes.ts";
import { readBody, SMALL_BODY_BYTES } from "../access/read-body.ts";
import type { RouteShape } from "../api/route-shape.ts";
import { SCREEN_SHAPES } from "../api/shapes/screen-shapes.ts";
import { identityOf } from "../guard.ts";
import type { OpenScreens } from "./open-screens.ts";
import { CHANGE } from "./screen-bodies.ts";
import type { Screens } from "./screens.ts";
import { shownScreen } from "./shown-screen.ts";

export interface ScreenRoutesParts {
  readonly screens: Screens;
  readonly open: OpenScreens;
  /** Of this gateway: a screen that has loaded another one is old. */
  readonly build: string;
  /** Wall clock, epoch ms. */
  readonly clock: () => number;
}

const MANAGER = { needs: { role: "manager" } } as const;
const writes = (did: Audited, shape: RouteShape) => ({
  config: { ...MANAGER, audits: [did], shape },
  bodyLimit: SMALL_BODY_BYTES,
});

type OfOne = FastifyRequest<{ Params: { id: string } }>;

export function addScreenRoutes(app: FastifyInstance, { screens, open, build, clock }: ScreenRoutesParts): void {
  const shown = (screen: Parameters<typeof shownScreen>[0]) => shownScreen(screen, open, clock());

  app.get("/v1/screens", { config: { ...MANAGER, shape: SCREEN_SHAPES.list } }, async (request) => {
    const by = identityOf(request);
    return {
      build,
      screens: screens.seenBy(by).map(shown),
      /** That may be given to a screen by whoever asks. */
      profiles: screens.profilesFor(by).map(({ id, agents }) => ({ id, agents })),
      serverTime: clock(),
    };
  });

  app.patch("/v1/screens/:id", writes("changed_screen", SCREEN_SHAPES.change), async (request: OfOne, reply) => {
    const read = readBody(request, reply, CHANGE);
    if (!read.ok) return read.answer;
    return answering(reply, async () =>
      reply.send({ screen: shown(await screens.change(identityOf(request), request.params.id, read.body)) }),
    );
  });

  for (const to of ["reload", "identify"] as const)
    app.post(`/v1/screens/:id/${to}`, writes("told_screen", SCREEN_SHAPES[to]), async (request: OfOne, reply) =>
      answering(reply, async () =>
        reply.send({ screen: shown(await screens.tell(identityOf(request), request.params.id, to)) }),
      ),
    );

  app.delete("/v1/screens/:id", writes("revoked_screen", SCREEN_SHAPES.revoke), async (request: OfOne, reply) =>
    answering(reply, async () =>
      reply.send({ screen: shown(await screens.revoke(identityOf(request), request.params.id)) }),
    ),
  );
}
