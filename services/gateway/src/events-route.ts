/**
 * POST /v1/events: canonical events over HTTP (a JSON array, NDJSON, one CloudEvent in structured or binary mode). Each
 * event passes the same door as everywhere else; the answer comes when the log has acknowledged the good ones, also when
 * others of the same request were bad. Sending a request again does no harm: events are known by their ids.
 */
import { allFaults, EVENTS_TOPIC, encodeEvent, partitionOfSite, rejection } from "@floorwalker/events";
import type { Log, LogMessage } from "@floorwalker/ports";
import type { Logger } from "@floorwalker/runtime";
import { canonical, intake, type Outcome, type SourceContext } from "@floorwalker/sources";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { eventsOfBody } from "./events-of-body.ts";
import type { GatewayMetrics } from "./gateway-metrics.ts";

export interface EventsRouteOptions {
  readonly log: Pick<Log, "append">;
  readonly partitions: number;
  readonly clock: () => number;
  readonly logger: Logger;
  readonly metrics: GatewayMetrics;
}

export interface EventFault {
  /** From 0, among the events of the request. */
  readonly index: number;
  readonly code: string;
  readonly path: string;
  readonly reason: string;
  readonly fix: string;
}

export const MAX_BODY_BYTES = 8 * 1024 * 1024;
/** Faults beyond these are counted only. */
const MOST_FAULTS = 1_000;

export function addEventsRoute(
  app: FastifyInstance,
  { log, partitions, clock, logger, metrics }: EventsRouteOptions,
): void {
  app.post("/v1/events", { bodyLimit: MAX_BODY_BYTES, config: { needs: "token" } }, async (request, reply) => {
    const encoding = request.headers["content-encoding"] ?? "identity";
    if (encoding !== "identity") return reply.code(415).send(ENCODED_BODY);
    const headers = binaryHeaders(request);
    const items = headers ? [request.body as Buffer] : eventsOfBody(request.body as Buffer | undefined);
    const byPartition = new Map<number, LogMessage[]>();
    const errors: EventFault[] = [];
    let accepted = 0;
    let rejected = 0;
    let allTooLarge = true;
    const context: SourceContext = { site: null, now: clock(), ...(headers ? { headers } : {}) };
    for (const [index, item] of items.entries()) {
      const outcome: Outcome =
        typeof item === "string" ? { result: "rejected", ...rejection(item, "") } : intake(canonical, item, context);
      if (outcome.result === "ignored") continue;
      if (outcome.result === "rejected") {
        rejected++;
        allTooLarge &&= outcome.code === "too_large";
        metrics.rejected.inc({ code: outcome.code });
        for (const { code, path, reason, fix } of allFaults(outcome))
          if (errors.length < MOST_FAULTS) errors.push({ index, code, path, reason, fix });
        continue;
      }
      for (const { code } of outcome.mended ?? []) metrics.mended.inc({ code });
      for (const { event, extra } of outcome.events) {
        const partition = partitionOfSite(event.site, partitions);
        const messages = byPartition.get(partition) ?? [];
        byPartition.set(partition, messages);
        messages.push({ key: event.site, value: Buffer.from(encodeEvent(event, extra)) });
        accepted++;
      }
    }
    if (accepted + rejected === 0) return reply.code(400).send({ accepted, rejected, errors: [EMPTY_BODY] });
    try {
      await Promise.all([...byPartition].map(([partition, messages]) => log.append(EVENTS_TOPIC, partition, messages)));
    } catch (error) {
      logger.error("events_not_acknowledged", { accepted, error });
      return reply.code(503).header("retry-after", "5").send(NOT_ACKNOWLEDGED);
    }
    metrics.accepted.inc(accepted);
    if (rejected === 0) return reply.code(202).send({ accepted });
    return reply.code(allTooLarge ? 413 : 400).send({ accepted, rejected, errors });
  });
}

const EMPTY_BODY: EventFault = {
  index: 0,
  code: "empty_body",
  path: "",
  reason: "The request holds no event.",
  fix: "Send one event, a JSON array of events, or one event a line.",
};

const ENCODED_BODY = {
  code: "unsupported_encoding",
  message: "The request's body is compressed.",
  fix: "Send it as it is, without Content-Encoding.",
};

const NOT_ACKNOWLEDGED = {
  code: "log_unavailable",
  temporary: true,
  message: "The event log did not acknowledge the events; some may be stored.",
  fix: "Send the same request again: events are known by their ids and count once.",
};

/** CloudEvents binary mode over HTTP has `ce-` headers; the events package knows them as `ce_`, as in Kafka. */
function binaryHeaders({ headers }: FastifyRequest): Record<string, string> | null {
  if (headers["ce-specversion"] === undefined) return null;
  return Object.fromEntries(
    Object.entries(headers)
      .filter(([name, value]) => typeof value === "string" && (name.startsWith("ce-") || name === "content-type"))
      .map(([name, value]) => [name.replace(/^ce-/, "ce_"), value as string]),
  );
}
