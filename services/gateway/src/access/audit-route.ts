/** `GET /v1/audit`: what was done by whom, newest first, in pages; reading it is noted too. */
import { AUDITED, type Audited } from "@floorwalker/domain";
import type { AccountStore } from "@floorwalker/ports";
import type { FastifyInstance } from "fastify";
import { AUDIT_SHAPE } from "../api/shapes/access-shapes.ts";
import { BadQuery, expectOnly, numberOf, type Query, textOf } from "../facts/query-fault.ts";
import { identityOf } from "../guard.ts";
import { type Audit, notNoted } from "./audit.ts";
import type { Sights } from "./sight.ts";

const PARAMETERS = ["from", "to", "before", "limit", "did", "by"];
const USUAL = 100;
const MOST = 1_000;

interface AuditRouteParts {
  readonly store: Pick<AccountStore, "audit">;
  readonly audit: Audit;
  readonly sights: Pick<Sights, "of">;
}

export function addAuditRoute(app: FastifyInstance, { store, audit, sights }: AuditRouteParts): void {
  app.get<{ Querystring: Query }>(
    "/v1/audit",
    { config: { needs: { role: "admin", everything: true }, audits: ["read_audit"], shape: AUDIT_SHAPE } },
    async (request, reply) => {
      try {
        const { query } = request;
        expectOnly(query, PARAMETERS);
        const limit = numberOf(query, "limit", USUAL, MOST);
        const [from, to] = [momentOf(query, "from") ?? 0, momentOf(query, "to") ?? Number.MAX_SAFE_INTEGER];
        const [before, did, by] = [textOf(query, "before"), didOf(query), textOf(query, "by")];
        if (!(await audit.note(identityOf(request), "read_audit", request.url))) return notNoted(reply);
        const entries = await store.audit({ from, to, before, did, by, limit: limit + 1 });
        const page = entries.slice(0, limit);
        const { hides } = sights.of(identityOf(request)).told;
        return reply.send({
          entries: page.map(({ at, to: what, ...entry }) => ({
            ...entry,
            to: hides ? withoutAgents(what) : what,
            at: new Date(at).toISOString(),
          })),
          /** Ask for it with `before`. */
          next: entries.length > limit ? page.at(-1)!.id : null,
        });
      } catch (error) {
        if (!(error instanceof BadQuery)) throw error;
        const { status, ...fault } = error.fault;
        return reply.code(status).send(fault);
      }
    },
  );
}

function didOf(query: Query): Audited | null {
  const text = textOf(query, "did");
  const known = AUDITED.find((did) => did === text) ?? null;
  if (text === null || known !== null) return known;
  throw new BadQuery("did", `"${text}" is nothing that is noted.`, `Use one of: ${AUDITED.join(", ")}.`);
}

/** Of a question only which it was: what was asked for may be an agent. */
const withoutAgents = (what: string): string => what.replace(/^(\/v1\/[^/?]*)[/?].*$/s, "$1");

function momentOf(query: Query, name: string): number | null {
  const text = textOf(query, name);
  if (text === null) return null;
  const moment = Date.parse(text);
  if (/^\d{4}-\d\d-\d\dT/.test(text) && Number.isFinite(moment)) return moment;
  throw new BadQuery(name, `"${text}" is no moment.`, "Write it like 2026-11-21T08:00:00Z.");
}
