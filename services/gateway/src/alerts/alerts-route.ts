/** `GET /v1/alerts`: the alerts of all sites or of one, the newest first, in pages. */
import type { FastifyInstance } from "fastify";
import { ALERTS_SHAPE } from "../api/shapes/alert-shapes.ts";
import { askedSite } from "../asked-site.ts";
import { BadQuery, choiceOf, expectOnly, numberOf, type Query, textOf } from "../facts/query-fault.ts";
import { identityOf } from "../guard.ts";
import type { SiteRouteParts } from "../site-route.ts";
import { ALERT_STATES, alertFields, type ShownAlert, shownAlerts, stateOf } from "./shown-alert.ts";

const PARAMETERS = ["site", "state", "limit", "after"];
const USUAL = 100;
const MOST = 1_000;

export function addAlertsRoute(app: FastifyInstance, { hub, sights, config, clock }: SiteRouteParts): void {
  app.get<{ Querystring: Query }>(
    "/v1/alerts",
    { config: { needs: { role: "viewer" }, shape: ALERTS_SHAPE } },
    async (request, reply) => {
      try {
        const { query } = request;
        expectOnly(query, PARAMETERS);
        const limit = numberOf(query, "limit", USUAL, MOST);
        const [site, state, after] = [
          textOf(query, "site"),
          choiceOf(query, "state", ALERT_STATES),
          textOf(query, "after"),
        ];
        const sight = sights.of(identityOf(request));
        // A site that is not there has no alerts either, and would pass for a quiet one.
        if (site !== null && hub.replica.live()) askedSite(site, hub.replica, config().sites, sight);
        const found = shownAlerts(hub.replica, sight)
          .filter(({ row }) => (site === null || row.site === site) && (state === null || stateOf(row) === state))
          .sort((a, b) => compare(orderOf(a), orderOf(b)));
        const rest = after === null ? found : found.filter((alert) => orderOf(alert) > after);
        const page = rest.slice(0, limit);
        return reply.send({
          alerts: page.map(alertFields),
          /** Ask for it with `after`. */
          next: rest.length > limit ? orderOf(page.at(-1)!) : null,
          current: hub.replica.live(),
          serverTime: clock(),
        });
      } catch (error) {
        if (!(error instanceof BadQuery)) throw error;
        const { status, ...fault } = error.fault;
        return reply.code(status).send(fault);
      }
    },
  );
}

const LATEST = 9_999_999_999_999;

/** The newest first; the place of one does not change while others come and go. */
const orderOf = ({ key, row: { since } }: ShownAlert): string => `${String(LATEST - since).padStart(13, "0")}-${key}`;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
