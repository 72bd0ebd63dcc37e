/**
 * `POST /v1/alerts/:alert/acknowledge|snooze|hand-over|note|undo`: what somebody does with an alert, written to the log of events and
 * nowhere else (rule 21): the owner of the site makes of it what is shown. The answer comes when the log has it. With an
 * `Idempotency-Key` a request that is sent again is the same action, and counts once.
 */
import { createHash, randomUUID } from "node:crypto";
import type { Identity, OperatorEvent } from "@floorwalker/domain";
import { EVENTS_TOPIC, encodeGatewayEvent, partitionOfSite } from "@floorwalker/events";
import type { Log } from "@floorwalker/ports";
import type { Logger } from "@floorwalker/runtime";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { answering } from "../access/account-routes.ts";
import { readBody, SMALL_BODY_BYTES } from "../access/read-body.ts";
import { ACT_SHAPES, PEOPLE_SHAPE } from "../api/shapes/alert-shapes.ts";
import { identityOf } from "../guard.ts";
import { ACTS_ON_ALERTS, AlertPeople, type AlertPeopleParts } from "./alert-people.ts";
import { type Asked, BODIES, detailsOf, VERBS, type Verb } from "./asked-action.ts";
import { type ShownAlert, shownAlerts } from "./shown-alert.ts";

export interface ActRoutesOptions extends AlertPeopleParts {
  readonly log: Pick<Log, "append">;
  readonly partitions: number;
  /** Wall clock, epoch ms. */
  readonly clock: () => number;
  readonly logger: Logger;
}

type ActRequest = FastifyRequest<{ Params: { alert: string } }>;

export function addActRoutes(app: FastifyInstance, options: ActRoutesOptions): void {
  const people = new AlertPeople(options);
  for (const verb of VERBS)
    app.post<{ Params: { alert: string } }>(
      `/v1/alerts/:alert/${verb}`,
      {
        config: {
          needs: ACTS_ON_ALERTS,
          audits: ["acted_on_alert"],
          audited: () => "acted_on_alert",
          shape: ACT_SHAPES[verb],
        },
        bodyLimit: SMALL_BODY_BYTES,
      },
      (request, reply) => answering(reply, () => act(verb, request, reply, { ...options, people })),
    );
  app.get<{ Params: { alert: string } }>(
    "/v1/alerts/:alert/people",
    { config: { needs: ACTS_ON_ALERTS, shape: PEOPLE_SHAPE } },
    (request, reply) =>
      answering(reply, async () => {
        const shown = shownOf(request, options);
        if (shown === undefined) return reply.code(404).send(UNKNOWN_ALERT);
        const names = people.names(shown);
        return reply.send({ people: names ?? [], anyName: names === null });
      }),
  );
}

/** Undefined: there is none, or it is not seen. */
const shownOf = (request: ActRequest, { hub, sights }: Pick<ActRoutesOptions, "hub" | "sights">) =>
  shownAlerts(hub.replica, sights.of(identityOf(request))).find(({ key }) => key === request.params.alert);

type Parts = Omit<ActRoutesOptions, "people"> & { readonly people: AlertPeople };

async function act(verb: Verb, request: ActRequest, reply: FastifyReply, options: Parts) {
  const { people, clock } = options;
  const identity = identityOf(request);
  const read = readBody(request, reply, BODIES[verb]);
  if (!read.ok) return read.answer;
  const asked = { verb, ...read.body } as Asked;
  if (identity.kind === "user" && asked.by !== undefined) return reply.code(400).send(NOT_YOURS);
  const shown = shownOf(request, options);
  if (shown === undefined) return reply.code(404).send(UNKNOWN_ALERT);
  const now = clock();
  const by = asked.by ?? identity.name;
  const details = detailsOf(asked, shown.row, by, now);
  if ("status" in details) {
    const { status, ...fault } = details;
    return reply.code(status).send(fault);
  }
  // Whoever takes it over himself is known already.
  const to = details.to === undefined || details.to === by ? details.to : people.nameOf(shown, details.to);
  if (to === null) return reply.code(404).send(UNKNOWN_PERSON);
  const { id: alert } = shown;
  const { site, since: episode } = shown.row;
  const event = { id: actionId(verb, request, shown, identity), time: now, site, alert, episode, by, ...details, to };
  if (!(await written(event, options))) return reply.code(503).header("retry-after", "5").send(NOT_ACKNOWLEDGED);
  return reply.code(202).send({ action: event.id, alert: shown.key, by });
}

export async function written(
  event: OperatorEvent,
  { log, partitions, logger }: Pick<ActRoutesOptions, "log" | "partitions" | "logger">,
): Promise<boolean> {
  const value = new TextEncoder().encode(encodeGatewayEvent(event));
  try {
    await log.append(EVENTS_TOPIC, partitionOfSite(event.site, partitions), [{ key: null, value }]);
    return true;
  } catch (error) {
    logger.error("action_not_acknowledged", { type: event.type, site: event.site, error });
    return false;
  }
}

/** Of one alert, one person and one key there is one action of a kind. */
function actionId(verb: Verb, { headers }: FastifyRequest, { key }: ShownAlert, { kind, id }: Identity): string {
  const given = headers["idempotency-key"];
  if (typeof given !== "string" || given === "") return randomUUID();
  return createHash("sha256")
    .update(JSON.stringify([verb, key, kind, id, given]))
    .digest("hex")
    .slice(0, 32);
}

const UNKNOWN_ALERT = {
  code: "unknown_alert",
  message: "There is no such alert on the board, or it is another episode by now.",
  fix: "Use an `alert` of GET /v1/alerts; it is also the `episode` of messages.",
};

const UNKNOWN_PERSON = {
  code: "unknown_person",
  message: "Nobody of that name signs in here, sees this alert and may act on it.",
  fix: "Use one of the people of GET /v1/alerts/{alert}/people.",
};

const NOT_YOURS = {
  code: "not_in_your_name",
  message: "Who has signed in acts in his own name.",
  fix: "Leave out `by`; to give the alert to somebody, use hand-over.",
};

const NOT_ACKNOWLEDGED = {
  code: "log_unavailable",
  temporary: true,
  message: "The event log did not acknowledge it; it may be stored.",
  fix: "Send the same request again with the same Idempotency-Key: it counts once.",
};
