/**
 * `POST /v1/rules/rehearse`: what a rule would have done on the days before, over the contacts that are kept, by the owner's own code
 * (docs/alerts.md). It takes its turn with the other questions about contacts, and is cut where it would be too much.
 */
import { type Audited, dayStart, localIso, rehearsedRun } from "@floorwalker/domain";
import type { Configuration } from "@floorwalker/runtime";
import { KeptTimeline, RehearsedSite, rehearseKept, type StoredSite } from "@floorwalker/stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { readBody, SMALL_BODY_BYTES } from "../access/read-body.ts";
import { BEYOND_PROFILE, BEYOND_SCOPE } from "../access/sight.ts";
import { REHEARSE_SHAPE } from "../api/shapes/alert-shapes.ts";
import { sitesOf } from "../facts/asked-cells.ts";
import { answering, type FactsGate } from "../facts/facts-gate.ts";
import { BadQuery } from "../facts/query-fault.ts";
import type { QueryParts } from "../facts/read-query.ts";
import { restatedSince } from "../facts/restated-since.ts";
import { identityOf } from "../guard.ts";
import type { Turns } from "../turns.ts";
import { unlistedSite } from "../unlisted-site.ts";
import { type AskedRehearsal, askedRehearsal, BadRule, REHEARSAL_BODY, type RehearsalBody } from "./asked-rehearsal.ts";
import { asksBeyondDepartments, cellOfRule, seenSite, seesRule } from "./sees-rule.ts";

export interface RehearseParts extends QueryParts {
  readonly config: () => Pick<Configuration, "sites" | "receivers">;
  readonly gate: FactsGate;
  readonly turns: Turns;
}

/** Amounts that are held at a time; a week of a thousand agents has some three million. */
const MOST_ENTRIES = 5_000_000;
const LONGEST_MS = 45_000;
const LISTED = 200;

export function addRehearseRoute(app: FastifyInstance, parts: RehearseParts): void {
  app.post(
    "/v1/rules/rehearse",
    {
      config: {
        needs: { role: "manager" },
        onlyReads: true,
        audits: ["saw_contacts"],
        audited,
        shape: REHEARSE_SHAPE,
      },
      bodyLimit: SMALL_BODY_BYTES,
    },
    (request, reply) => {
      const read = readBody(request, reply, REHEARSAL_BODY);
      return read.ok ? answering(reply, parts.gate, () => answer(request, reply, read.body, parts)) : read.answer;
    },
  );
}

/** Of a rule about contacts the episodes name them. */
function audited({ body }: FastifyRequest): Audited | null {
  try {
    const { rule } = JSON.parse(String(body)) as { readonly rule?: object };
    return rule !== undefined && Object.hasOwn(rule, "contact") ? "saw_contacts" : null;
  } catch {
    return null;
  }
}

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  body: RehearsalBody,
  parts: RehearseParts,
): Promise<FastifyReply> {
  const { known, sights, config, facts, clock } = parts;
  const by = identityOf(request);
  const sight = sights.of(by);
  const [{ id }] = sitesOf({ site: body.site }, config().sites, known, (site) => sight.seesSite(site));
  const site = await facts.site(id);
  const now = Number.isFinite(site.clock) ? site.clock : clock();
  try {
    const configured = config().sites.get(id) ?? unlistedSite(id, known);
    if (asksBeyondDepartments(body.rule, id, by)) return reply.code(403).send(BEYOND_SCOPE);
    const asked = askedRehearsal(body, seenSite(configured, by, sight), [...config().receivers.keys()], now);
    if (!seesRule(asked.rules[0], id, sight)) return reply.code(403).send(BEYOND_SCOPE);
    // Its episodes say which contacts those are.
    if (asked.rules.some((rule) => rule.kind === "contact" && rule.when === "lowScore") && !sight.told.listsRated)
      return reply.code(403).send(BEYOND_PROFILE);
    return reply.send(await rehearsed(site, asked, parts));
  } catch (error) {
    if (!(error instanceof BadRule)) throw error;
    const [first] = error.errors;
    return reply
      .code(400)
      .send({ ...BAD_RULE, message: `${first?.path}: ${first?.message}`, fix: first?.fix, errors: error.errors });
  }
}

const BAD_RULE = { code: "bad_rule", parameter: "rule" } as const;

async function rehearsed(site: StoredSite, { rules, from, to }: AskedRehearsal, parts: RehearseParts): Promise<object> {
  const { facts, turns, history, clock } = parts;
  const { zone, id } = site.config;
  const [rule] = rules;
  // Alerts that fire at the beginning began before; a day that goes on, too.
  const begin = Math.max(dayStart(dayStart(from, zone) - 1, zone), site.keptFrom);
  if (begin >= to)
    throw new BadQuery("from", "Nothing is kept of that time any more.", "Ask for later days.", "nothing_kept", 404);
  const only =
    (rule.kind === "kpi" || rule.kind === "budget") && rule.queue !== null && rule.channel !== null
      ? { queue: rule.queue, channel: rule.channel }
      : null;
  const timeline = new KeptTimeline({ from: begin, to, only, named: rule.kind === "contact", most: MOST_ENTRIES });
  const asked = { cell: cellOfRule(rule), from: begin, to, live: false };
  await facts.scan(site, { parts: [{ asked, take: () => {}, each: (contact) => timeline.add(contact) }] });
  if (timeline.isFull) throw tooMuch();
  const lived = new RehearsedSite({ config: site.config, attribution: "outcome", rules });
  const began = clock();
  for (const _ of rehearseKept(lived, timeline, begin, to)) {
    if (clock() - began > LONGEST_MS) throw tooMuch();
    await turns.next();
  }
  const span = { from, to, zone, most: LISTED, isCut: lived.isCut };
  const kpi = rule.kind === "kpi" || rule.kind === "budget" ? rule.kpi : null;
  return {
    site: id,
    zone,
    from: localIso(Math.max(from, begin), zone),
    to: localIso(to, zone),
    rule: rule.id,
    about: rule.kind,
    kpi,
    contacts: timeline.contacts,
    /** Of a number that was restated since, it is rehearsed as it is known now; null: nobody knows. */
    restated: await restatedSince(history, id, { ...asked, from }, kpi),
    /** What is not known of the past and taken to be so. */
    assumed: ["sources_heard", "nobody_acts"],
    runs: rules.map((each) => rehearsedRun(each, lived.episodesOf(each.id), span)),
  };
}

const tooMuch = (): BadQuery =>
  new BadQuery(
    "days",
    "That is more than can be rehearsed at once.",
    "Ask for fewer days, or for one queue.",
    "too_much",
  );
