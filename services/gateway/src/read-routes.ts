/** REST: the same views as over the socket, as a snapshot, and the catalogue of KPIs. */
import { SERVICE_LEVEL_FORMULAS, WINDOW_IDS } from "@floorwalker/domain";
import { VIEWS } from "@floorwalker/protocol";
import type { FastifyInstance } from "fastify";
import type { Sights } from "./access/sight.ts";
import { KPIS_SHAPE, VIEW_SHAPE } from "./api/shapes/view-shapes.ts";
import { identityOf } from "./guard.ts";
import { KPI_ENTRIES } from "./kpi-entries.ts";
import type { LiveHub } from "./live-hub.ts";
import { inSlices, type Turns } from "./turns.ts";
import { holdsKind, inView, isView, type ViewFilter } from "./views.ts";

/** Of a row with all its fields, about. */
const ROW_BYTES = 2_048;

export interface ReadRoutesOptions {
  readonly hub: LiveHub;
  readonly sights: Sights;
  readonly clock: () => number;
  readonly turns: Turns;
}

export function addReadRoutes(app: FastifyInstance, { hub, sights, clock, turns }: ReadRoutesOptions): void {
  app.get<{ Params: { view: string }; Querystring: Record<string, unknown> }>(
    "/v1/views/:view",
    { config: { needs: { role: "viewer" }, shape: VIEW_SHAPE } },
    async (request, reply) => {
      const { view } = request.params;
      if (!isView(view))
        return reply.code(404).send({
          code: "unknown_view",
          message: `There is no view "${view}".`,
          fix: `Use one of: ${VIEWS.join(", ")}.`,
        });
      const { site, queue } = request.query;
      const filter: ViewFilter = {
        ...(typeof site === "string" ? { site } : {}),
        ...(typeof queue === "string" ? { queue } : {}),
      };
      const sight = sights.of(identityOf(request));
      const all = [...hub.replica.rows()];
      const ofSites = all.filter(({ name }) => name.kind !== "partition" && name.kind !== "region");
      const sites = new Set(ofSites.map(({ name }) => name.site).filter((site) => sight.seesSite(site)));
      // Before the replica is there nothing is known of any site.
      if (filter.site !== undefined && hub.replica.live() && !sites.has(filter.site))
        return reply.code(404).send({
          code: "unknown_site",
          message: `There is no site "${filter.site}".`,
          fix: sites.size === 0 ? "No site has had an event yet." : `Use one of: ${[...sites].sort().join(", ")}.`,
        });
      // All of one moment: rows are replaced, never changed. Reading and writing many takes longer than anybody should wait.
      const rows = all.filter(({ name }) => holdsKind(view, name.kind));
      const ofPartitions = (site: string): boolean =>
        (filter.site === undefined || site === filter.site) && sight.seesSite(site);
      const position = hub.replica.position(view === "system" ? null : ofPartitions);
      const head = JSON.stringify({ view, position, current: hub.replica.live() });
      const written: { readonly id: string; readonly text: string }[] = [];
      await inSlices(
        rows,
        () => ROW_BYTES,
        turns,
        ({ row }) => {
          const seen = row !== null && inView(view, filter, row) ? sight.row(row) : null;
          if (seen !== null) written.push({ id: seen.id, text: JSON.stringify(seen) });
        },
      );
      // In the store's order an agent would have the place of his name.
      if (sight.told.hides) written.sort((a, b) => (a.id < b.id ? -1 : 1));
      return reply
        .type("application/json; charset=utf-8")
        .send(`${head.slice(0, -1)},"rows":[${written.map(({ text }) => text).join(",")}],"serverTime":${clock()}}`);
    },
  );

  app.get("/v1/kpis", { config: { needs: { role: "viewer" }, shape: KPIS_SHAPE } }, async () => ({
    kpis: KPI_ENTRIES,
    serviceLevelPolicies: SERVICE_LEVEL_FORMULAS,
    windows: WINDOW_IDS,
  }));
}
