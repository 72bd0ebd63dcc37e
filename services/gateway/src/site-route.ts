/** A route about one site: which one, and what else may be asked, is read in one place; what cannot be answered is told as of any other. */
import type { Needs, SiteConfig } from "@floorwalker/domain";
import type { FastifyInstance } from "fastify";
import type { Sight, Sights } from "./access/sight.ts";
import type { RouteShape } from "./api/route-shape.ts";
import { type AskedSite, askedSite } from "./asked-site.ts";
import { BadQuery, expectOnly, type Query, textOf } from "./facts/query-fault.ts";
import { identityOf } from "./guard.ts";
import type { LiveHub } from "./live-hub.ts";

export interface SiteRouteParts {
  readonly hub: LiveHub;
  readonly sights: Sights;
  readonly config: () => { readonly sites: ReadonlyMap<string, SiteConfig> };
  /** Wall clock, epoch ms. */
  readonly clock: () => number;
  /** Absent: any viewer. */
  readonly needs?: Needs;
}

/** A wall asks it too. */
export const WALLS: Needs = { role: "viewer", screens: true };

export interface AskedOfSite extends AskedSite {
  readonly now: number;
  /** What whoever asks may see. */
  readonly sight: Sight;
  /** What it says of a parameter that the route knows; null: nothing. @throws BadQuery */
  readonly text: (name: string) => string | null;
}

/** What may be asked beside `site`, its shape's query says. */
export function addSiteRoute(
  app: FastifyInstance,
  path: string,
  { hub, sights, config, clock, needs = { role: "viewer" } }: SiteRouteParts,
  shape: RouteShape,
  answer: (asked: AskedOfSite) => Promise<object>,
): void {
  const known = Object.keys(shape.query!.shape);
  app.get<{ Querystring: Query }>(path, { config: { needs, shape } }, async (request, reply) => {
    const { query } = request;
    try {
      expectOnly(query, known);
      const sight = sights.of(identityOf(request));
      const asked = askedSite(textOf(query, "site"), hub.replica, config().sites, sight);
      const now = clock();
      const { id, zone } = asked.site;
      const answered = await answer({ ...asked, now, sight, text: (name) => textOf(query, name) });
      return { site: id, zone, current: hub.replica.live(), serverTime: now, ...answered };
    } catch (error) {
      if (!(error instanceof BadQuery)) throw error;
      const { status, ...fault } = error.fault;
      return reply.code(status).send(fault);
    }
  });
}
