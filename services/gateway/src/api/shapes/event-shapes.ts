/** Of telling events. */
import { eventSchema } from "@floorwalker/events";
import { z } from "zod";
import { fault } from "../route-errors.ts";
import { JSON_CONTENT, json, type RouteShape } from "../route-shape.ts";

const eventFault = z
  .object({
    index: z.int().describe("From 0, among the events of the request."),
    code: z.string().describe("See docs/errors.md."),
    path: z.string(),
    reason: z.string(),
    fix: z.string(),
  })
  .meta({ id: "EventFault" });

const rejected = z.union([
  fault,
  z.object({
    accepted: z.int(),
    rejected: z.int(),
    errors: z.array(eventFault),
    warnings: z.array(eventFault).exactOptional(),
  }),
]);

export const EVENTS_SHAPE: RouteShape = {
  tag: "events",
  summary: "Tell what happened",
  about:
    "At most 10,000 events and 2 MB a request, 64 KB an event, uncompressed. A JSON array, one event a line, one CloudEvent, or one in binary mode (`ce-` headers). Of the content type only a `charset` other than UTF-8 counts, and `application/cloudevents…`, which is never binary mode. Sent again it does no harm: events are known by their ids.",
  body: {
    [JSON_CONTENT]: z.array(eventSchema),
    "application/x-ndjson": null,
    "application/cloudevents+json": eventSchema,
    "application/cloudevents-batch+json": z.array(eventSchema),
  },
  answers: {
    202: json(
      z.object({ accepted: z.int(), warnings: z.array(eventFault).exactOptional() }),
      "The log has them. `warnings`: of events that the site will most likely not take.",
    ),
    400: json(rejected, "Some were bad: the good ones are in."),
    413: json(rejected, "All bad ones are over 64 KB; or the request is too large, and nothing of it was taken."),
  },
  errors: ["unsupported_encoding", "beyond_scope", "log_unavailable", "busy"],
};
