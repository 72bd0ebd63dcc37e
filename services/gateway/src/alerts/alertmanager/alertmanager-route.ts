/**
 * `POST /v1/alertmanager`: the webhook of an Alertmanager, so that its alerts stand on the board beside ours. Each is written to the log of
 * events and nowhere else (rule 21): the owner of its site makes a row of it. An alert that cannot be taken takes no other along; the answer
 * names it. Sent again it does no harm.
 */
import type { ExternalAlertEvent, SiteConfig } from "@floorwalker/domain";
import { EVENTS_TOPIC, encodeGatewayEvent, partitionOfSite } from "@floorwalker/events";
import type { FastifyInstance } from "fastify";
import { readBody } from "../../access/read-body.ts";
import { ALERTMANAGER_SHAPE } from "../../api/shapes/alertmanager-shape.ts";
import { bodyBudget } from "../../body-budget.ts";
import { BadQuery, expectOnly, type Query, textOf } from "../../facts/query-fault.ts";
import type { GatewayMetrics } from "../../gateway-metrics.ts";
import { identityOf } from "../../guard.ts";
import type { ActRoutesOptions } from "../act-routes.ts";
import { judgedAlerts, REFUSALS } from "./judged-alerts.ts";
import { webhookSchema } from "./webhook.ts";

const MAX_BYTES = 1024 * 1024;

export interface AlertmanagerRouteOptions extends Omit<ActRoutesOptions, "sights"> {
  readonly metrics: GatewayMetrics;
  readonly sites: () => ReadonlyMap<string, SiteConfig>;
}

export function addAlertmanagerRoute(app: FastifyInstance, options: AlertmanagerRouteOptions): void {
  const { log, partitions, logger, metrics } = options;
  app.post<{ Querystring: Query }>(
    "/v1/alertmanager",
    {
      config: { needs: { role: "supervisor" }, shape: ALERTMANAGER_SHAPE },
      bodyLimit: MAX_BYTES,
      onRequest: bodyBudget(metrics),
    },
    async (request, reply) => {
      let named: string | null;
      try {
        expectOnly(request.query, ["site"]);
        named = textOf(request.query, "site");
      } catch (error) {
        if (!(error instanceof BadQuery)) throw error;
        const { status, ...fault } = error.fault;
        return reply.code(status).send(fault);
      }
      const read = readBody(request, reply, webhookSchema);
      if (!read.ok) return read.answer;
      const { events, refused } = judgedAlerts(read.body, {
        named,
        identity: identityOf(request),
        replica: options.hub.replica,
        sites: options.sites(),
        now: options.clock(),
      });
      metrics.externalAlerts.inc({ result: "taken" }, events.length);
      metrics.externalAlerts.inc({ result: "refused" }, refused.length);
      const { truncatedAlerts } = read.body;
      if (events.length === 0) {
        const { code } = refused[0]!;
        return reply.code(REFUSALS[code].status).send({ ...REFUSALS[code].fault, code });
      }
      const byPartition = Map.groupBy(events, ({ site }) => partitionOfSite(site, partitions));
      try {
        await Promise.all(
          [...byPartition].map(([partition, all]) => log.append(EVENTS_TOPIC, partition, all.map(messageOf))),
        );
      } catch (error) {
        logger.error("external_alerts_not_acknowledged", { alerts: events.length, error });
        return reply.code(503).header("retry-after", "5").send(NOT_ACKNOWLEDGED);
      }
      return reply.code(202).send({ taken: events.length, refused, truncated: truncatedAlerts });
    },
  );
}

const encoder = new TextEncoder();
const messageOf = (event: ExternalAlertEvent) => ({ key: null, value: encoder.encode(encodeGatewayEvent(event)) });

const NOT_ACKNOWLEDGED = {
  code: "log_unavailable",
  temporary: true,
  message: "The event log did not acknowledge the alerts; some may be stored.",
  fix: "Send the same request again: the last that is told of an alert holds.",
};
