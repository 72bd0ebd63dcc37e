/** `GET /v1/explain`: a number taken apart into the contacts it is made of (`docs/explain.md`). */
import {
  explainedBy,
  inForce,
  KPIS,
  type Kpi,
  kpiById,
  type MadeOf,
  type QueuePolicy,
  SERVICE_LEVEL_FORMULAS,
  type SitePolicy,
} from "@floorwalker/domain";
import {
  type ExplainedSum,
  Explanation,
  type FactPage,
  LEFT_OUT,
  scopeOf,
  versionsIn,
  viewId,
} from "@floorwalker/stream";
import type { FastifyInstance } from "fastify";
import { ASKED_PARAMETERS } from "./asked-query.ts";
import { cursorOf, cursorText } from "./fact-cursor.ts";
import { factFields, isoOf } from "./fact-fields.ts";
import { answering, type FactsGate } from "./facts-gate.ts";
import { BadQuery, expectOnly, numberOf, type Query, textOf } from "./query-fault.ts";
import { momentOf, type QueryParts, type ReadQuery, readQuery } from "./read-query.ts";
import { readOf } from "./stored-facts.ts";

const PARAMETERS = [...ASKED_PARAMETERS, "kpi", "limit", "cursor"];
const LISTS = ["numerator", "denominator", ...LEFT_OUT];
const LISTED = 50;
const MOST_LISTED = 500;

export interface ExplainParts extends QueryParts {
  readonly gate: FactsGate;
}

export function addExplainRoute(app: FastifyInstance, parts: ExplainParts): void {
  app.get<{ Querystring: Query }>(
    "/v1/explain",
    { config: { needs: { role: "supervisor" }, audited: () => "saw_contacts" } },
    (request, reply) => answering(reply, parts.gate, async () => reply.send(await explain(request.query, parts))),
  );
}

async function explain(query: Query, parts: ExplainParts): Promise<object> {
  expectOnly(query, PARAMETERS);
  const kpi = kpiOf(query);
  const most = numberOf(query, "limit", LISTED, MOST_LISTED);
  const cursor = cursorOf(query, LISTS);
  const read = await readQuery(query, parts, null);
  const { site, asked, now, policy } = read;
  const madeOf = madeOfFor(kpi, read);
  if (asked.queue !== undefined || (asked.channel !== undefined && scopeOf(asked.cell) !== "queue"))
    throw new BadQuery(
      asked.queue === undefined ? "channel" : "queue",
      "What an agent or a team did is explained as a whole.",
      "Leave queue and channel out, name both beside an agent, or list the contacts with /v1/contacts.",
    );
  const moment = await momentOf(read.span, asked, parts, site.config.id, kpi.id);
  const passport = { kpi: kpi.id, ...passportOf(kpi, read, parts), ...moment };
  const { keptFrom } = site;
  // A part of the contacts would explain another number than the one that was shown.
  if (asked.from < keptFrom)
    return {
      value: null,
      passport,
      contactsKeptFrom: isoOf(keptFrom),
      sumsOnly: true,
      numerator: null,
      denominator: null,
      excluded: [],
      alsoKnownAs: null,
    };
  const after = new Map(cursor === null ? [] : [[cursor.list, cursor.after]]);
  const explanation = new Explanation({ kpi, madeOf, asked, policy, now, most, after });
  const between = await parts.facts.scan(site, { asked, take: explanation.take });
  const { value, counters, numerator, denominator, excluded, alsoKnownAs } = explanation.explained();
  const span = { from: asked.from, to: Math.min(asked.to, now + 1) };
  return {
    value,
    passport: {
      ...passport,
      versions: [
        ...new Set(
          [asked.cell, ...(asked.others ?? [])].flatMap((cell) =>
            versionsIn(site.versionsOf(cell), span, { counters }),
          ),
        ),
      ],
      ...readOf(between),
    },
    contactsKeptFrom: isoOf(keptFrom),
    sumsOnly: false,
    numerator: sumOf("numerator", numerator),
    denominator: denominator === null ? null : sumOf("denominator", denominator),
    excluded: excluded.map(({ reason, ...page }) => ({ reason, ...pageOf(reason, page) })),
    alsoKnownAs,
  };
}

function kpiOf(query: Query): Kpi {
  const id = textOf(query, "kpi");
  const fix = "Use one of those that GET /v1/kpis names.";
  if (id === null) throw new BadQuery("kpi", "Which number is to be explained is not said.", fix);
  const kpi = kpiById(id);
  if (kpi === undefined) throw new BadQuery("kpi", `There is no KPI "${id}".`, fix, "unknown_kpi", 404);
  return kpi;
}

/** @throws BadQuery where no contact alone explains it, or it cannot be told of what is asked for. */
function madeOfFor(kpi: Kpi, { asked, policy }: ReadQuery): MadeOf {
  const scope = scopeOf(asked.cell);
  const by = { policy, scope };
  const madeOf = kpi.scopes.includes(scope) ? explainedBy(kpi, by) : null;
  if (madeOf !== null) return madeOf;
  const others = KPIS.filter((each) => each.scopes.includes(scope) && explainedBy(each, by) !== null);
  throw new BadQuery(
    "kpi",
    `Of ${scope === "agentQueue" ? "an agent in a queue" : `a ${scope}`} contacts alone do not explain "${kpi.id}".`,
    `Use one of: ${others.map(({ id }) => id).join(", ")}.`,
    "not_explained",
  );
}

function passportOf(kpi: Kpi, { site, asked, span, now, policy }: ReadQuery, { known }: ExplainParts): object {
  const versions = site.versionsOf(asked.cell);
  const version = inForce<QueuePolicy | SitePolicy>(versions, Math.min(now, asked.to - 1));
  const scope = scopeOf(asked.cell);
  const formula = scope === "agent" || scope === "agentQueue" || scope === "team" ? policy : version.formula;
  const watermark = known.row(viewId("site", site.config.id))?.row?.watermark;
  return {
    title: kpi.title,
    unit: kpi.unit,
    formula: kpi.formula,
    policy: formula,
    policyFormula: SERVICE_LEVEL_FORMULAS[formula].formula,
    thresholdSeconds: "thresholdMs" in version ? version.thresholdMs / 1000 : null,
    attribution: version.attribution,
    site: site.config.id,
    zone: site.config.zone,
    window: span.window,
    from: isoOf(asked.from),
    to: isoOf(asked.to),
    asOf: isoOf(now),
    watermark: typeof watermark === "number" ? isoOf(watermark) : null,
  };
}

const sumOf = (list: string, { amount, ...page }: ExplainedSum): object => ({ amount, ...pageOf(list, page) });

const pageOf = (list: string, { count, facts, next }: FactPage): object => ({
  count,
  contacts: facts.map(({ amount, ...fact }) => ({ ...factFields(fact), amount })),
  next: next === null ? null : cursorText({ list, after: next }),
});
