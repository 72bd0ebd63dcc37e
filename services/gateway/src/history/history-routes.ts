/** REST: what was, by interval, and what was restated of it. Asked and counted before anything is sent, then sent as it is read. */
import { Readable } from "node:stream";
import { type KeptLength, maturesAt, type SiteConfig, sitePolicies } from "@floorwalker/domain";
import type { History } from "@floorwalker/ports";
import type { Logger } from "@floorwalker/runtime";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Sights } from "../access/sight.ts";
import {
  HISTORY_CSV_SHAPE,
  HISTORY_SHAPE,
  RESTATEMENTS_CSV_SHAPE,
  RESTATEMENTS_SHAPE,
} from "../api/shapes/history-shapes.ts";
import { wantsCsv } from "../csv.ts";
import { identityOf } from "../guard.ts";
import type { KnownNames } from "../known-names.ts";
import type { Turns } from "../turns.ts";
import { DaysAsTold, daysTold } from "./days-as-told.ts";
import { badParameter, NO_HISTORY, refusalOf } from "./history-error.ts";
import { keptLengthOf } from "./history-interval.ts";
import { type HistoryQuestion, historyQuestion, single, tooManyRows } from "./history-question.ts";
import { inTurns } from "./in-turns.ts";
import { KnownDays } from "./known-days.ts";
import type { LiveDays } from "./live-days.ts";
import { countIntervals, type IntervalSource, readIntervals } from "./read-intervals.ts";
import { restatementsAnswer, restatementsCsv } from "./restatements-answer.ts";
import {
  expectNames,
  hidingDepartments,
  inTheirOrder,
  seenQuestion,
  seenSites,
  withAgentsMeant,
} from "./seen-question.ts";
import { acrossSites, type RowsOfInterval, sumIntervals } from "./sum-intervals.ts";
import { csvAnswer, jsonAnswer } from "./write-answer.ts";

export interface HistoryRoutesOptions {
  /** Null: none is kept. */
  readonly history: Pick<History, "read" | "count" | "kept" | "restatements"> | null;
  /** Every site that is known, configured or not. */
  readonly sites: () => readonly SiteConfig[];
  readonly sights: Sights;
  readonly names: Pick<KnownNames, "expect">;
  readonly liveDays: (site: string) => LiveDays | null;
  /** Wall clock, epoch ms. */
  readonly clock: () => number;
  readonly turns: Turns;
  /** Of one answer. */
  readonly maxRows: number;
  readonly logger: Logger;
}

type Query = Readonly<Record<string, unknown>>;

/** Who reads so slowly holds what others have written since. */
const LONGEST_MS = 60_000;

export function addHistoryRoutes(app: FastifyInstance, options: HistoryRoutesOptions): void {
  const { history, clock, sites, sights, names, turns, logger, liveDays, maxRows } = options;
  const known = history === null ? null : new KnownDays({ source: { history, liveDays }, turns, clock });

  const guarded =
    (answer: (request: FastifyRequest<{ Querystring: Query }>, reply: FastifyReply) => Promise<FastifyReply>) =>
    async (request: FastifyRequest<{ Querystring: Query }>, reply: FastifyReply): Promise<FastifyReply> => {
      try {
        return await answer(request, reply);
      } catch (error) {
        const { status, told } = refusalOf(error, logger);
        return reply.code(status).send(told);
      }
    };

  async function send(reply: FastifyReply, text: AsyncIterable<string>): Promise<FastifyReply> {
    const pieces = inTurns(text, turns)[Symbol.asyncIterator]();
    // Before anything is sent: whoever cannot be answered hears why.
    const first = await pieces.next();
    const stream = Readable.from(resumed(first, pieces));
    const late = setTimeout(() => stream.destroy(new Error("the answer was read too slowly")), LONGEST_MS);
    stream.once("close", () => clearTimeout(late));
    stream.once("error", (error) => logger.warn("history_answer_cut", { error }));
    return reply.send(stream);
  }

  async function answer(request: FastifyRequest<{ Querystring: Query }>, reply: FastifyReply, asCsv: boolean) {
    if (history === null || known === null) throw NO_HISTORY;
    const source: IntervalSource = { history, liveDays };
    const withMark = markOf(request.query);
    const sight = sights.of(identityOf(request)).ofDays;
    const seen = seenSites(sites(), sight);
    const query = withAgentsMeant(request.query, single("site", request.query.site) ?? seen[0]?.id, sight);
    const read = hidingDepartments(() => historyQuestion(query, seen, clock(), maxRows), seen, sight);
    await expectNames(read, seen, names, sight);
    const question = seenQuestion(read, sites(), sight);
    const inSites = (): AsyncIterable<RowsOfInterval> =>
      acrossSites(question.sites.map((site) => sumIntervals(readIntervals(source, site, question), site, question)));
    const { told: by } = sight;
    await checkRows({ source, question, rows: inSites, maxRows });
    const days = by.profile.agents === "groups" ? await DaysAsTold.read(known, question, by, turns) : null;
    const told = days === null ? inSites() : daysTold(inSites(), days);
    const rows = by.hides ? inTheirOrder(told) : told;
    const { since, until } = await keptOfAll(history, question);
    const asked = sites().filter(({ id }) => question.sites.some(({ site }) => site === id));
    const versions = asked.map((site) => sitePolicies(site, "outcome"));
    const now = clock();
    const isDecided = (to: number): boolean => versions.every((each) => maturesAt(each, to) <= now);
    const answered = { question, rows, since, until, isDecided };
    if (!asCsv) return send(reply.type("application/json; charset=utf-8"), jsonAnswer(answered));
    const name = `history-${question.region ?? question.sites[0].site}.csv`;
    reply
      .type("text/csv; charset=utf-8")
      .header("content-disposition", `attachment; filename="${name.replace(/[^\w.-]/g, "_")}"`);
    return send(reply, csvAnswer(answered, withMark));
  }

  const needs = { needs: { role: "viewer" } } as const;
  app.get<{ Querystring: Query }>(
    "/v1/history",
    {
      config: {
        ...needs,
        audits: ["exported"],
        audited: ({ headers }) => (wantsCsv(headers.accept) ? "exported" : null),
        shape: HISTORY_SHAPE,
      },
    },
    guarded((request, reply) => answer(request, reply.header("vary", "accept"), wantsCsv(request.headers.accept))),
  );
  app.get<{ Querystring: Query }>(
    "/v1/history.csv",
    { config: { ...needs, audits: ["exported"], audited: () => "exported", shape: HISTORY_CSV_SHAPE } },
    guarded((request, reply) => answer(request, reply, true)),
  );

  async function restated(request: FastifyRequest<{ Querystring: Query }>, reply: FastifyReply, asCsv: boolean) {
    if (history === null) throw NO_HISTORY;
    const { bom, ...query } = request.query;
    const withMark = markOf({ bom });
    const sight = sights.of(identityOf(request));
    const told = await restatementsAnswer(query, { history, sites: seenSites(sites(), sight), sight, now: clock() });
    if (!asCsv) return reply.send(told);
    const name = `restatements-${told.site}.csv`.replace(/[^\w.-]/g, "_");
    reply.type("text/csv; charset=utf-8").header("content-disposition", `attachment; filename="${name}"`);
    return reply.send(restatementsCsv(told, withMark));
  }

  app.get<{ Querystring: Query }>(
    "/v1/restatements",
    {
      config: {
        ...needs,
        audits: ["exported"],
        audited: ({ headers }) => (wantsCsv(headers.accept) ? "exported" : null),
        shape: RESTATEMENTS_SHAPE,
      },
    },
    guarded((request, reply) => restated(request, reply.header("vary", "accept"), wantsCsv(request.headers.accept))),
  );
  app.get<{ Querystring: Query }>(
    "/v1/restatements.csv",
    { config: { ...needs, audits: ["exported"], audited: () => "exported", shape: RESTATEMENTS_CSV_SHAPE } },
    guarded((request, reply) => restated(request, reply, true)),
  );
}

/** CSV with a byte order mark. */
function markOf({ bom }: Query): boolean {
  if (bom !== undefined && bom !== "0" && bom !== "1")
    throw badParameter("bom", typeof bom === "string" ? bom : "", "Use 0 or 1.");
  return bom === "1";
}

/** From where to where all of the sites are known; null: of one of them nothing is. */
async function keptOfAll(
  history: Pick<History, "kept">,
  { sites, interval }: HistoryQuestion,
): Promise<{ readonly since: number | null; readonly until: number | null }> {
  const all = (length: KeptLength) => Promise.all(sites.map(({ site }) => history.kept(site, length)));
  const [told, closed] = await Promise.all([all(keptLengthOf(interval)), all("15m")]);
  const [begins, ends] = [told.flatMap((kept) => kept?.from ?? []), closed.flatMap((kept) => kept?.to ?? [])];
  return {
    since: begins.length < sites.length ? null : Math.max(...begins),
    until: ends.length < sites.length ? null : Math.min(...ends),
  };
}

interface RowsToCheck {
  readonly source: IntervalSource;
  readonly question: HistoryQuestion;
  readonly rows: () => AsyncIterable<RowsOfInterval>;
  readonly maxRows: number;
}

/** Only where the number of cells is not known beforehand, and there may be too many, the rows are made once to be counted. */
async function checkRows({ source, question, rows, maxRows }: RowsToCheck): Promise<void> {
  if (question.scope.rows !== null) return;
  let most = 0;
  for (const site of question.sites) most += await countIntervals(source, site, question);
  if (most <= maxRows) return;
  let count = 0;
  for await (const one of rows()) {
    count += one.rows.size;
    if (count > maxRows) throw tooManyRows(`more than ${maxRows}`, maxRows);
  }
}

async function* resumed(first: IteratorResult<string>, rest: AsyncIterator<string>): AsyncIterable<string> {
  try {
    for (let next = first; next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}
