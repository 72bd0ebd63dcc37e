/**
 * POST /v1/events: canonical events over HTTP (a JSON array, NDJSON, one CloudEvent in structured or binary mode). Each
 * event passes the same door as everywhere else; the answer comes when the log has acknowledged the good ones, also when
 * others of the same request were bad. Sending a request again does no harm: events are known by their ids. A request
 * beyond a limit is refused before any of it is judged.
 */
import { allFaults, isBinaryMode, partitionOfSite, rejection } from "@floorwalker/events";
import type { Log } from "@floorwalker/ports";
import type { Logger } from "@floorwalker/runtime";
import {
  type Customers,
  canonical,
  type Item,
  intake,
  type Outcome,
  type SourceContext,
  writtenEvent,
} from "@floorwalker/sources";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { BEYOND_SCOPE, type Sights } from "./access/sight.ts";
import { EVENTS_SHAPE } from "./api/shapes/event-shapes.ts";
import { appendInTurns } from "./append-in-turns.ts";
import { bodyBudget } from "./body-budget.ts";
import type { ExpectedRefusal } from "./expected-refusals.ts";
import type { GatewayMetrics } from "./gateway-metrics.ts";
import { identityOf } from "./guard.ts";
import { MAX_BODY_BYTES, MAX_EVENTS } from "./request-limits.ts";
import { binaryHeaders, utf8Body } from "./request-text.ts";
import { splitBody } from "./split-body.ts";
import { inSlices, type Turns } from "./turns.ts";

export interface EventsRouteOptions {
  readonly log: Pick<Log, "append">;
  readonly partitions: number;
  readonly clock: () => number;
  /** Of the configuration as it is now. */
  readonly customers: () => Customers | undefined;
  readonly logger: Logger;
  readonly metrics: GatewayMetrics;
  readonly turns: Turns;
  readonly sights: Sights;
  readonly expectedRefusal: ExpectedRefusal;
}

export interface EventFault {
  /** From 0, among the events of the request. */
  readonly index: number;
  readonly code: string;
  readonly path: string;
  readonly reason: string;
  readonly fix: string;
}

/** Faults beyond these are counted only. */
const MOST_FAULTS = 1_000;

export function addEventsRoute(app: FastifyInstance, options: EventsRouteOptions): void {
  const { log, logger, metrics, turns } = options;
  app.route({
    method: "POST",
    url: "/v1/events",
    bodyLimit: MAX_BODY_BYTES,
    config: { needs: { role: "admin" }, shape: EVENTS_SHAPE },
    onRequest: bodyBudget(metrics),
    async handler(request, reply) {
      const encoding = request.headers["content-encoding"] ?? "identity";
      if (encoding.toLowerCase() !== "identity") return reply.code(415).send(ENCODED_BODY);
      const items = await itemsOf(request, turns);
      if (items === "too_many_events") return reply.code(413).send(TOO_MANY_EVENTS);
      const { byPartition, sites, accepted, rejected, errors, warnings, allTooLarge } = await judge(
        request,
        items,
        options,
      );
      if (accepted + rejected === 0) return reply.code(400).send({ accepted, rejected, errors: [EMPTY_BODY] });
      const sight = options.sights.of(identityOf(request));
      if (![...sites].every((site) => sight.seesSite(site))) return reply.code(403).send(BEYOND_SCOPE);
      try {
        await Promise.all([...byPartition].map(([partition, events]) => appendInTurns(log, partition, events, turns)));
      } catch (error) {
        logger.error("events_not_acknowledged", { accepted, error });
        return reply.code(503).header("retry-after", "5").send(NOT_ACKNOWLEDGED);
      }
      metrics.accepted.inc(accepted);
      const warned = warnings.length === 0 ? {} : { warnings };
      if (rejected === 0) return reply.code(202).send({ accepted, ...warned });
      return reply.code(allTooLarge ? 413 : 400).send({ accepted, rejected, errors, ...warned });
    },
  });
}

async function itemsOf(request: FastifyRequest, turns: Turns): Promise<readonly Item[] | "too_many_events"> {
  const given = request.body as Buffer | undefined;
  const body = given && utf8Body(given, request.headers);
  if (isBinary(request)) return [body ?? Buffer.alloc(0)];
  if (body === undefined) return [];
  const split = await splitBody(body, MAX_EVENTS, turns);
  return split.result === "events" ? split.items : split.result;
}

interface Judged {
  /** The bytes of the accepted events. */
  readonly byPartition: ReadonlyMap<number, readonly Uint8Array[]>;
  /** Of the accepted ones. */
  readonly sites: ReadonlySet<string>;
  readonly accepted: number;
  readonly rejected: number;
  readonly errors: readonly EventFault[];
  /** Of accepted events, which the owner will most likely refuse. */
  readonly warnings: readonly EventFault[];
  readonly allTooLarge: boolean;
}

async function judge(
  request: FastifyRequest,
  items: readonly Item[],
  { partitions, clock, customers: customersNow, metrics, turns, expectedRefusal }: EventsRouteOptions,
): Promise<Judged> {
  const byPartition = new Map<number, Uint8Array[]>();
  const sites = new Set<string>();
  const errors: EventFault[] = [];
  const warnings: EventFault[] = [];
  let accepted = 0;
  let rejected = 0;
  let allTooLarge = true;
  const headers = isBinary(request) ? binaryHeaders(request.headers) : null;
  const customers = customersNow();
  const context: SourceContext = {
    site: null,
    now: clock(),
    ...(headers ? { headers } : {}),
    ...(customers ? { customers } : {}),
  };
  await inSlices(items, bytesOf, turns, (item, index) => {
    const outcome: Outcome =
      typeof item === "string" ? { result: "rejected", ...rejection(item, "") } : intake(canonical, item, context);
    if (outcome.result === "ignored") return;
    if (outcome.result === "rejected") {
      rejected++;
      allTooLarge &&= outcome.code === "too_large";
      metrics.rejected.inc({ code: outcome.code });
      for (const { code, path, reason, fix } of allFaults(outcome))
        if (errors.length < MOST_FAULTS) errors.push({ index, code, path, reason, fix });
      return;
    }
    for (const { code } of outcome.mended ?? []) metrics.mended.inc({ code });
    for (const told of outcome.events) {
      const { bytes, site } = writtenEvent(told);
      const partition = partitionOfSite(site, partitions);
      const events = byPartition.get(partition) ?? [];
      byPartition.set(partition, events);
      events.push(bytes);
      sites.add(site);
      accepted++;
      const expected = expectedRefusal(site, () => told.event);
      if (expected !== null && warnings.length < MOST_FAULTS) warnings.push({ index, ...expected });
    }
  });
  return { byPartition, sites, accepted, rejected, errors, warnings, allTooLarge };
}

const bytesOf = (item: Item): number => (typeof item === "string" ? 0 : item.byteLength);

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

const TOO_MANY_EVENTS = {
  code: "too_many_events",
  message: "The request holds more than 10,000 events; none of them was taken.",
  fix: "Send at most 10,000 events and 2 MB in one request.",
  limit: MAX_EVENTS,
};

const NOT_ACKNOWLEDGED = {
  code: "log_unavailable",
  temporary: true,
  message: "The event log did not acknowledge the events; some may be stored.",
  fix: "Send the same request again: events are known by their ids and count once.",
};

const isBinary = ({ headers }: FastifyRequest): boolean => isBinaryMode(binaryHeaders(headers));
