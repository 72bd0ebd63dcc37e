/** REST: the same views as over the socket, as a snapshot, and the catalogue of KPIs. */
import { type Audited, has, SERVICE_LEVEL_FORMULAS, type SiteConfig, WINDOW_IDS } from "@floorwalker/domain";
import { type Row, VIEWS } from "@floorwalker/protocol";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Sight, Sights } from "./access/sight.ts";
import { KPIS_SHAPE, VIEW_SHAPE } from "./api/shapes/view-shapes.ts";
import { BadQuery, expectOnly, type Query, textOf } from "./facts/query-fault.ts";
import { firstDue } from "./first-due.ts";
import { identityOf } from "./guard.ts";
import type { KnownNames } from "./known-names.ts";
import { KPI_ENTRIES } from "./kpi-entries.ts";
import type { LiveHub } from "./live-hub.ts";
import { inSlices, type Turns } from "./turns.ts";
import {
  boundedKind,
  holdsKind,
  inView,
  isOfSite,
  isView,
  rowInView,
  tellsContacts,
  type ViewFilter,
} from "./views.ts";

/** Contacts are not for everybody: who is given none has seen none. */
function audited(request: FastifyRequest): Audited | null {
  const { view } = request.params as { readonly view: string };
  return isView(view) && tellsContacts(view) && has(identityOf(request), { role: "supervisor" })
    ? "saw_contacts"
    : null;
}

/** @throws BadQuery */
function askedFilter(query: Query): ViewFilter {
  expectOnly(query, ["site", "queue"]);
  const [site, queue] = [textOf(query, "site"), textOf(query, "queue")];
  return { ...(site === null ? {} : { site }), ...(queue === null ? {} : { queue }) };
}

/** What cannot be answered as it was asked is told. */
const answered =
  (answer: (request: ViewRequest, reply: FastifyReply) => Promise<FastifyReply>) =>
  async (request: ViewRequest, reply: FastifyReply): Promise<FastifyReply> => {
    try {
      return await answer(request, reply);
    } catch (error) {
      if (!(error instanceof BadQuery)) throw error;
      const { status, ...fault } = error.fault;
      return reply.code(status).send(fault);
    }
  };

/** Of a row with all its fields, about. */
const ROW_BYTES = 2_048;

export interface ReadRoutesOptions {
  readonly hub: LiveHub;
  /** Every site that is known, configured or not. */
  readonly sites: () => readonly SiteConfig[];
  readonly sights: Sights;
  readonly names: Pick<KnownNames, "expectInOne">;
  readonly clock: () => number;
  readonly turns: Turns;
}

interface ViewRoute {
  readonly Params: { readonly view: string };
  readonly Querystring: Query;
}
type ViewRequest = FastifyRequest<ViewRoute>;

export function addReadRoutes(app: FastifyInstance, options: ReadRoutesOptions): void {
  const { hub, sites, sights, names, clock, turns } = options;

  /** One of the sites that are seen has it. @throws BadQuery */
  async function expectQueue(queue: string, site: string | undefined, sight: Sight): Promise<void> {
    const seen = sites().filter(({ id }) => sight.seesSite(id) && (site === undefined || id === site));
    await names.expectInOne(seen, queue, sight);
  }

  app.get<ViewRoute>(
    "/v1/views/:view",
    { config: { needs: { role: "viewer" }, audits: ["saw_contacts"], audited, shape: VIEW_SHAPE } },
    answered(async (request, reply) => {
      const { view } = request.params;
      if (!isView(view))
        return reply.code(404).send({
          code: "unknown_view",
          message: `There is no view "${view}".`,
          fix: `Use one of: ${VIEWS.join(", ")}.`,
        });
      const sight = sights.of(identityOf(request));
      const filter = askedFilter(request.query);
      const all = [...hub.replica.rows()];
      const ofSites = all.filter(({ name }) => isOfSite(name.kind));
      const sites = new Set(ofSites.map(({ name }) => name.site).filter((site) => sight.seesSite(site)));
      // Before the replica is there nothing is known of any site.
      if (filter.site !== undefined && hub.replica.live() && !sites.has(filter.site))
        return reply.code(404).send({
          code: "unknown_site",
          message: `There is no site "${filter.site}".`,
          fix: sites.size === 0 ? "No site has had an event yet." : `Use one of: ${[...sites].sort().join(", ")}.`,
        });
      if (filter.queue !== undefined && hub.replica.live()) await expectQueue(filter.queue, filter.site, sight);
      // All of one moment: rows are replaced, never changed. Reading and writing many takes longer than anybody should wait.
      const rows = all.filter(({ name }) => holdsKind(view, name.kind));
      const ofPartitions = (site: string): boolean =>
        (filter.site === undefined || site === filter.site) && sight.seesSite(site);
      const position = hub.replica.position(view === "system" ? null : ofPartitions);
      const head = JSON.stringify({ view, position, current: hub.replica.live() });
      const bounded = boundedKind(view);
      const seenOf = (row: Row | null): Row | null =>
        row !== null && inView(view, filter, row) ? sight.row(row) : null;
      const ofBound = rows.filter(({ name }) => name.kind === bounded);
      const first = firstDue(
        ofBound.flatMap(({ id, row }) => {
          const seen = seenOf(row);
          return seen === null ? [] : [[id, seen] as const];
        }),
      );
      const written: { readonly id: string; readonly text: string }[] = [];
      await inSlices(
        rows,
        () => ROW_BYTES,
        turns,
        ({ id, name, row }) => {
          const seen = name.kind !== bounded || first.has(id) ? seenOf(row) : null;
          if (seen !== null) written.push({ id: seen.id, text: JSON.stringify(rowInView(view, seen, null)) });
        },
      );
      // In the store's order an agent would have the place of his name.
      if (sight.told.hides) written.sort((a, b) => (a.id < b.id ? -1 : 1));
      return reply
        .type("application/json; charset=utf-8")
        .send(`${head.slice(0, -1)},"rows":[${written.map(({ text }) => text).join(",")}],"serverTime":${clock()}}`);
    }),
  );

  app.get("/v1/kpis", { config: { needs: { role: "viewer", screens: true }, shape: KPIS_SHAPE } }, async () => ({
    kpis: KPI_ENTRIES,
    serviceLevelPolicies: SERVICE_LEVEL_FORMULAS,
    windows: WINDOW_IDS,
  }));
}
