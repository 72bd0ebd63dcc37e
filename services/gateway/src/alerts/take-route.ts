/**
 * `GET /take/TOKEN` shows an alert, and `POST /take/TOKEN` takes it: where a link in a message leads. The link is all the proof there is, so
 * no cookie is asked for and no other site can make a browser send one. Scanners of mails open links: only what is posted does anything.
 * Tapped twice it is one action, in the name of the receiver that the message was sent to; the audit says so.
 */
import { createHash } from "node:crypto";
import {
  type Audited,
  EVERYTHING,
  type Identity,
  LANGUAGES,
  type Language,
  type MessageDisclosure,
} from "@floorwalker/domain";
import type { AlertRow } from "@floorwalker/protocol";
import { ALERT_WORDS, alertMessage } from "@floorwalker/protocol/message";
import { type Configuration, type LinkClaim, readLink } from "@floorwalker/runtime";
import type { FastifyInstance, FastifyReply } from "fastify";
import { TAKE_SHAPES } from "../api/shapes/alert-shapes.ts";
import { type ActRoutesOptions, written } from "./act-routes.ts";
import { type ShownAlert, shownAlerts } from "./shown-alert.ts";
import { takePage } from "./take-page.ts";

export interface TakeRouteOptions extends ActRoutesOptions {
  readonly config: () => Pick<Configuration, "sites" | "receivers">;
  /** Null: no link is valid. */
  readonly linkSecret: string | null;
  /** False: it could not be noted, and is not done. */
  readonly note: (identity: Identity, did: Audited, to: string) => Promise<boolean>;
}

type Words = (typeof ALERT_WORDS)[Language];

export function addTakeRoute(app: FastifyInstance, options: TakeRouteOptions): void {
  // A parameter of its own would be cut at a hundred letters.
  const path = "/take/*";
  app.get<{ Params: { "*": string } }>(path, { config: { needs: "open", shape: TAKE_SHAPES.GET } }, (request, reply) =>
    answer(request.params["*"], false, reply, options),
  );
  app.post<{ Params: { "*": string } }>(
    path,
    { config: { needs: "open", audits: ["acted_on_alert"], shape: TAKE_SHAPES.POST }, bodyLimit: 1_024 },
    (request, reply) => answer(request.params["*"], true, reply, options),
  );
}

async function answer(token: string, takes: boolean, reply: FastifyReply, options: TakeRouteOptions) {
  const { linkSecret, clock, hub, sights, config } = options;
  const claim = linkSecret === null ? "wrong" : readLink(linkSecret, token, clock());
  if (typeof claim === "string") {
    const words = ALERT_WORDS[LANGUAGES[0]];
    const text = claim === "wrong" ? words.linkWrong : words.linkExpired;
    return page(reply, claim === "wrong" ? 404 : 410, {
      language: LANGUAGES[0],
      heading: text,
      lines: [],
      button: null,
    });
  }
  const receiver = config().receivers.get(claim.receiver);
  const language = receiver?.language ?? LANGUAGES[0];
  const words = ALERT_WORDS[language];
  const shown =
    receiver === undefined
      ? undefined
      : shownAlerts(hub.replica, sights.of(of(claim))).find(({ key }) => key === claim.alert);
  const facts = shown === undefined || shown.row.state === "resolved" ? null : toldOf(shown.row);
  if (shown === undefined || facts === null)
    return page(reply, 410, { language, heading: words.alertIsOver, lines: [], button: null });
  const as = sights.of({ ...of(claim), profile: receiver!.privacy }).told.message(shown.row.site);
  const told = textOf(shown.key, facts, { language, told: as, config: options.config });
  const { owner } = shown.row;
  const who = owner === null ? null : (as.actor(owner, clock()) ?? words.someAgent);
  if (who !== null) return page(reply, 200, { language, ...told, lines: [words.hasIt(who)], button: null });
  if (!takes) return page(reply, 200, { language, ...told, button: words.take });
  return (await taken(shown, claim, options))
    ? page(reply, 200, { language, ...told, lines: [words.takenSoon], button: null })
    : page(reply, 503, { language, ...told, button: words.take });
}

async function taken({ key, row }: ShownAlert, claim: LinkClaim, options: TakeRouteOptions): Promise<boolean> {
  const { receiver, step } = claim;
  if (!(await options.note(of(claim), "acted_on_alert", `/v1/alerts/${key}/acknowledge`))) return false;
  const id = createHash("sha256")
    .update(JSON.stringify(["take", key, receiver, step]))
    .digest("hex")
    .slice(0, 32);
  const event = { id, type: "cc.operator.acknowledged", time: options.clock(), site: row.site, alert: row.id } as const;
  return written({ ...event, episode: row.since, by: receiver }, options);
}

/** Whoever has the link is the receiver, and may take this one alert. */
const of = ({ receiver }: LinkClaim): Identity => ({
  kind: "token",
  id: `link:${receiver}`,
  name: receiver,
  role: "supervisor",
  scope: EVERYTHING,
  // Only to find the alert: what the page says of it is as its receiver's profile has it.
  profile: "names",
});

type ToldRow = Exclude<AlertRow, { readonly about: "external" }>;

/** Null: no receiver is told of it, so no link is of it. */
const toldOf = (row: AlertRow): ToldRow | null => (row.about === "external" ? null : row);

/** As its message said it. */
function textOf(
  key: string,
  { id: _id, kind: _kind, ...facts }: ToldRow,
  {
    language,
    told,
    config,
  }: Pick<TakeRouteOptions, "config"> & { readonly language: Language; readonly told: MessageDisclosure },
) {
  const said = { format: 2, key, receivers: [], step: 0, reminder: 0 } as const;
  const site = config().sites.get(facts.site) ?? null;
  const message = alertMessage({ ...facts, ...said, state: "firing" }, { site, language, told, publicUrl: null }, null);
  return { heading: message.subject, lines: message.sentences };
}

interface Shown {
  readonly language: Language;
  readonly heading: string;
  readonly lines: readonly string[];
  readonly button: Words["take"] | null;
}

const page = (reply: FastifyReply, status: number, shown: Shown): FastifyReply =>
  reply
    .code(status)
    .headers({
      "cache-control": "no-store",
      // Its one form is sent to itself; nothing runs and nothing is fetched.
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      "x-robots-tag": "noindex",
    })
    .type("text/html; charset=utf-8")
    .send(takePage(shown));
