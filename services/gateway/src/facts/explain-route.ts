/** `GET /v1/explain`: a number taken apart into the contacts it is made of (`docs/explain.md`). */
import { explainedBy, isOfSurveys, KPIS, type Kpi, kpiById } from "@floorwalker/domain";
import {
  type ExplainedPart,
  type ExplainedSum,
  Explanation,
  type FactPage,
  LEFT_OUT,
  type RankedStays,
  scopeOf,
  versionsIn,
} from "@floorwalker/stream";
import type { FastifyInstance } from "fastify";
import type { Sight } from "../access/sight.ts";
import { EXPLAIN_SHAPE } from "../api/shapes/fact-shapes.ts";
import { identityOf } from "../guard.ts";
import { ASKED_PARAMETERS } from "./asked-query.ts";
import { cursorOf, cursorText } from "./fact-cursor.ts";
import { factFields } from "./fact-fields.ts";
import { answering, type FactsGate } from "./facts-gate.ts";
import { keptFromAll, passportOf, readingOf } from "./passport.ts";
import { BadQuery, expectOnly, numberOf, type Query, textOf } from "./query-fault.ts";
import { beyondProfile, momentOf, type QueryParts, type ReadQuery, readQuery } from "./read-query.ts";
import { seenFact } from "./seen-fact.ts";
import type { ReadBetween } from "./stored-facts.ts";

const PARAMETERS = [...ASKED_PARAMETERS, "kpi", "limit", "cursor"];
const LISTS = ["numerator", "denominator", "at", ...LEFT_OUT];
const LISTED = 50;
const MOST_LISTED = 500;

export interface ExplainParts extends QueryParts {
  readonly gate: FactsGate;
}

export function addExplainRoute(app: FastifyInstance, parts: ExplainParts): void {
  app.get<{ Querystring: Query }>(
    "/v1/explain",
    {
      config: {
        needs: { role: "supervisor" },
        audits: ["saw_contacts"],
        audited: () => "saw_contacts",
        shape: EXPLAIN_SHAPE,
      },
    },
    (request, reply) =>
      answering(reply, parts.gate, async () =>
        reply.send(await explain(request.query, parts, parts.sights.of(identityOf(request)))),
      ),
  );
}

async function explain(query: Query, parts: ExplainParts, sight: Sight): Promise<object> {
  expectOnly(query, PARAMETERS);
  const kpi = kpiOf(query);
  if (isOfSurveys(kpi) && !sight.told.listsRated) throw beyondProfile("kpi");
  const most = numberOf(query, "limit", LISTED, MOST_LISTED);
  const cursor = cursorOf(query, LISTS);
  const read = await readQuery(query, parts, sight, null);
  const judged = partsOf(kpi, read, textOf(query, "queue") !== null);
  expectWhole(read);
  const passport = { ...passportOf(kpi, read, parts.known), ...(await momentOf(read, parts, kpi.id)) };
  // A part of the contacts would explain another number than the one that was shown.
  if (read.sites.some(({ site, span }) => span.from < site.keptFrom))
    return {
      value: null,
      passport: { ...passport, ...(read.region === null ? {} : readingOf(read, [])) },
      contactsKeptFrom: keptFromAll(read),
      sumsOnly: true,
      numerator: null,
      denominator: null,
      excluded: [],
      ranked: null,
      alsoKnownAs: null,
    };
  const after = new Map(cursor === null ? [] : [[cursor.list, cursor.after]]);
  const now = Math.min(...read.sites.map((each) => each.now));
  const asksBacklog = kpi.ticking === "atBounds" && read.sites.every(({ parts: [{ asked }] }) => asked.live);
  const explanation = new Explanation({ kpi, scope: read.scope, parts: judged, now, asksBacklog, most, after });
  const between: ReadBetween[] = [];
  const versions = new Set<string>();
  let part = 0;
  for (const { site, parts: asked, now: asOf } of read.sites) {
    const taken = asked.map((each) => ({ ...each, part: part++ }));
    const taking = taken.map((each) => ({
      asked: asksBacklog ? { ...each.asked, backlogAt: asOf } : each.asked,
      take: explanation.takeOf(each.part),
    }));
    between.push(await parts.facts.scan(site, { parts: taking }));
    for (const each of taken) {
      const span = { from: each.asked.from, to: Math.min(each.asked.to, asOf + 1) };
      const counters = explanation.countersOf(each.part);
      for (const cell of [each.asked.cell, ...(each.asked.others ?? [])])
        for (const id of versionsIn(site.versionsOf(cell), span, { counters })) versions.add(id);
    }
  }
  const { value, numerator, denominator, excluded, ranked, alsoKnownAs } = explanation.explained();
  const pages = pagesOf(read, sight);
  return {
    value,
    passport: { ...passport, versions: [...versions], ...readingOf(read, between) },
    contactsKeptFrom: keptFromAll(read),
    sumsOnly: false,
    numerator: pages.sum("numerator", numerator),
    denominator: denominator === null ? null : pages.sum("denominator", denominator),
    excluded: excluded.map(({ reason, ...page }) => ({ reason, ...pages.list(reason, page) })),
    ranked: ranked === null ? null : pages.ranked(ranked),
    alsoKnownAs,
  };
}

/** @throws BadQuery where a part of what an agent or a team did is asked for. */
function expectWhole({ sites: [{ parts }] }: ReadQuery): void {
  const [{ asked }] = parts;
  if (asked.queue !== undefined || (asked.channel !== undefined && scopeOf(asked.cell) !== "queue"))
    throw new BadQuery(
      asked.queue === undefined ? "channel" : "queue",
      "What an agent or a team did is explained as a whole.",
      "Leave queue and channel out, name both beside an agent, or list the contacts with /v1/contacts.",
    );
}

function kpiOf(query: Query): Kpi {
  const id = textOf(query, "kpi");
  const fix = "Use one of those that GET /v1/kpis names.";
  if (id === null) throw new BadQuery("kpi", "Which number is to be explained is not said.", fix);
  const kpi = kpiById(id);
  if (kpi === undefined) throw new BadQuery("kpi", `There is no KPI "${id}".`, fix, "unknown_kpi", 404);
  return kpi;
}

/** Of what each formula judges. @throws BadQuery where no contact alone explains it, or it cannot be told of what is asked for. */
function partsOf(kpi: Kpi, { sites, scope }: ReadQuery, isOneQueue: boolean): readonly ExplainedPart[] {
  // Bounds of a backlog are a queue's own.
  const isToldOf = (each: Kpi): boolean => each.scopes.includes(scope) && (each.ticking !== "atBounds" || isOneQueue);
  const policies = sites.flatMap(({ parts }) => parts.map(({ policy }) => policy));
  const told = isToldOf(kpi) ? policies : [];
  const parts = told.flatMap((policy) => {
    const madeOf = explainedBy(kpi, { policy, scope });
    return madeOf === null ? [] : [{ policy, madeOf }];
  });
  if (parts.length === policies.length) return parts;
  const by = { policy: policies[0]!, scope };
  const others = KPIS.filter((each) => isToldOf(each) && explainedBy(each, by) !== null);
  throw new BadQuery(
    "kpi",
    `Of ${scope === "agentQueue" ? "an agent in a queue" : `a ${scope}`} contacts alone do not explain "${kpi.id}".`,
    `Use one of: ${others.map(({ id }) => id).join(", ")}.`,
    "not_explained",
  );
}

/** Agents that are not seen are not named; of a region each contact says of which site it is. */
function pagesOf({ region }: ReadQuery, sight: Sight) {
  const list = (name: string, { count, facts, next }: FactPage): object => ({
    count,
    contacts: facts.map(({ amount, ...fact }) => ({
      ...(region === null ? {} : { site: fact.place.site }),
      ...factFields(seenFact(fact, sight)),
      amount,
    })),
    next: next === null ? null : cursorText({ list: name, after: next }),
  });
  const sum = (name: string, { amount, ...page }: ExplainedSum): object => ({ amount, ...list(name, page) });
  const ranked = ({ below, at, above, ...rest }: RankedStays): object => ({
    ...rest,
    below: list("below", below),
    at: list("at", at),
    above: list("above", above),
  });
  return { list, sum, ranked };
}
