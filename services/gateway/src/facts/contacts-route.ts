/** `GET /v1/contacts`: the contacts behind a count, newest first, in pages; as CSV too (`docs/explain.md`). */
import type { Audited } from "@floorwalker/domain";
import { ContactList, type FactPage, LISTED_OUTCOMES } from "@floorwalker/stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { CONTACTS_CSV_SHAPE, CONTACTS_SHAPE } from "../api/shapes/fact-shapes.ts";
import { BYTE_ORDER_MARK, wantsCsv } from "../csv.ts";
import { identityOf } from "../guard.ts";
import { ASKED_PARAMETERS } from "./asked-query.ts";
import { cursorOf, cursorText } from "./fact-cursor.ts";
import { factFields, factLines } from "./fact-fields.ts";
import { answering, type FactsGate } from "./facts-gate.ts";
import { asOfAll, keptFromAll, readingOf, spanFields, whereOf } from "./passport.ts";
import { choiceOf, expectOnly, numberOf, type Query, textOf } from "./query-fault.ts";
import { beyondProfile, momentOf, type QueryParts, readQuery } from "./read-query.ts";
import { seenFact } from "./seen-fact.ts";
import type { ReadBetween } from "./stored-facts.ts";

const PARAMETERS = [...ASKED_PARAMETERS, "outcome", "contact", "limit", "cursor", "bom"];
const LIST = "contacts";
const LISTED = { json: 50, csv: 1_000 } as const;
const MOST_LISTED = { json: 10_000, csv: 10_000 } as const;

export interface ContactsParts extends QueryParts {
  readonly gate: FactsGate;
}

type Form = keyof typeof LISTED;

export function addContactsRoutes(app: FastifyInstance, parts: ContactsParts): void {
  app.get<{ Querystring: Query }>(
    "/v1/contacts",
    { config: { needs: { role: "supervisor" }, audits: ["saw_contacts", "exported"], audited, shape: CONTACTS_SHAPE } },
    (request, reply) =>
      answering(reply, parts.gate, () => list(request, formOf(request), reply.header("vary", "accept"), parts)),
  );
  app.get<{ Querystring: Query }>(
    "/v1/contacts.csv",
    {
      config: {
        needs: { role: "supervisor" },
        audits: ["exported"],
        audited: () => "exported",
        shape: CONTACTS_CSV_SHAPE,
      },
    },
    (request, reply) => answering(reply, parts.gate, () => list(request, "csv", reply, parts)),
  );
}

const audited = (request: FastifyRequest): Audited => (formOf(request) === "csv" ? "exported" : "saw_contacts");

const formOf = ({ headers }: FastifyRequest): Form => (wantsCsv(headers.accept) ? "csv" : "json");

async function list(
  request: FastifyRequest<{ Querystring: Query }>,
  form: Form,
  reply: FastifyReply,
  parts: ContactsParts,
): Promise<FastifyReply> {
  const { query } = request;
  const sight = parts.sights.of(identityOf(request));
  expectOnly(query, PARAMETERS);
  const outcome = choiceOf(query, "outcome", LISTED_OUTCOMES);
  if (outcome === "lowScore" && !sight.told.listsRated) throw beyondProfile("outcome");
  const contact = textOf(query, "contact");
  const bom = choiceOf(query, "bom", ["0", "1"]) === "1";
  const most = numberOf(query, "limit", LISTED[form], MOST_LISTED[form]);
  const after = cursorOf(query, [LIST])?.after ?? null;
  const read = await readQuery(query, parts, sight, "day");
  const contacts = new ContactList({ outcome, scope: read.scope, contact, most, after });
  const enough = (before: number): boolean => contacts.isFullSince(before);
  const between: ReadBetween[] = [];
  for (const { site, parts: asked } of read.sites)
    between.push(
      await parts.facts.scan(site, {
        parts: asked.map((part) => ({ asked: part.asked, take: contacts.takeOf(part.policy) })),
        enough,
      }),
    );
  const { facts: found, next } = contacts.page();
  const facts = found.map((fact) => seenFact(fact, sight));
  const cursor = nextOf(next);
  const ofRegion = read.region !== null;
  if (form === "csv") {
    if (cursor !== null) reply.header("x-next-cursor", cursor);
    return reply.type("text/csv; charset=utf-8").send((bom ? BYTE_ORDER_MARK : "") + factLines(facts, ofRegion));
  }
  return reply.send({
    ...whereOf(read),
    outcome,
    ...spanFields(read),
    ...(await momentOf(read, parts, null)),
    asOf: asOfAll(read),
    ...readingOf(read, between),
    contactsKeptFrom: keptFromAll(read),
    contacts: facts.map((fact) => ({ ...(ofRegion ? { site: fact.place.site } : {}), ...factFields(fact) })),
    next: cursor,
  });
}

const nextOf = (next: FactPage["next"]): string | null =>
  next === null ? null : cursorText({ list: LIST, after: next });
