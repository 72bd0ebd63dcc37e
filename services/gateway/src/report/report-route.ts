/** `GET /v1/report?site=&day=`: the daily report as JSON, text or HTML, the same that goes out as mail. */
import {
  CHANNELS,
  type Goal,
  type GoalScope,
  goalCells,
  LANGUAGES,
  type Language,
  REPORT_LENGTHS,
  type ReportLength,
  type ReportScope,
  type SiteConfig,
} from "@floorwalker/domain";
import type { History } from "@floorwalker/ports";
import {
  isReportTold,
  REPORT_WORDS,
  readReport,
  reportHtml,
  reportJson,
  reportText,
} from "@floorwalker/protocol/report";
import type { Logger } from "@floorwalker/runtime";
import type { FastifyInstance } from "fastify";
import type { Sight, Sights } from "../access/sight.ts";
import { REPORT_SHAPE } from "../api/shapes/history-shapes.ts";
import { identityOf } from "../guard.ts";
import { askedMoment } from "../history/asked-span.ts";
import {
  badParameter,
  beyondScope,
  HistoryError,
  NO_HISTORY,
  refusalOf,
  unknownParameter,
  wholeDaysOnly,
} from "../history/history-error.ts";
import { businessDate } from "../history/history-interval.ts";
import { askedSites, single } from "../history/history-question.ts";
import { hidingDepartments } from "../history/seen-question.ts";
import type { KnownNames } from "../known-names.ts";

export interface ReportRouteOptions {
  /** Null: none is kept. */
  readonly history: Pick<History, "read" | "restatements"> | null;
  /** Every site that is known, configured or not. */
  readonly sites: () => readonly SiteConfig[];
  readonly goals: (site: SiteConfig) => readonly Goal[];
  readonly sights: Sights;
  readonly names: Pick<KnownNames, "expect">;
  /** Wall clock, epoch ms. */
  readonly clock: () => number;
  readonly logger: Logger;
}

type Query = Readonly<Record<string, unknown>>;
const FORMATS = ["json", "text", "html"];
const KNOWN = ["site", "day", "format", "interval", "queue", "channel", "team", "department", "language"];

export function addReportRoute(app: FastifyInstance, options: ReportRouteOptions): void {
  app.get<{ Querystring: Query }>(
    "/v1/report",
    { config: { needs: { role: "viewer" }, shape: REPORT_SHAPE } },
    async (request, reply) => {
      try {
        const { format, body } = await answer(request.query, options, options.sights.of(identityOf(request)));
        if (format === "json") return reply.send(body);
        // Nothing in it is a program, and nothing of it is loaded.
        if (format === "html") reply.header("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'");
        return reply.type(`${format === "html" ? "text/html" : "text/plain"}; charset=utf-8`).send(body);
      } catch (error) {
        const { status, told } = refusalOf(error, options.logger);
        return reply.code(status).send(told);
      }
    },
  );
}

async function answer(query: Query, { history, sites, names, goals, clock }: ReportRouteOptions, sight: Sight) {
  if (history === null) throw NO_HISTORY;
  for (const name of Object.keys(query)) if (!KNOWN.includes(name)) throw unknownParameter(name, KNOWN);
  const one = (name: string): string | undefined => single(name, query[name]);
  const among = (name: string, known: readonly string[], otherwise: string): string => {
    const value = one(name) ?? otherwise;
    if (known.includes(value)) return value;
    throw badParameter(name, value, `Use one of: ${known.join(", ")}.`);
  };
  const format = among("format", FORMATS, "json");
  const length = among("interval", REPORT_LENGTHS, "30m") as ReportLength;
  const words = REPORT_WORDS[among("language", LANGUAGES, LANGUAGES[0]) as Language];
  const [site] = askedSites(
    sites().filter(({ id }) => sight.seesSite(id)),
    one("site"),
    null,
  );
  const told = { profile: sight.told.profile };
  if (!isReportTold(told)) throw wholeDaysOnly(null);
  const now = clock();
  const day = one("day") ?? "yesterday";
  const date = dateOf(day, now, site.zone);
  const scope = hidingDepartments(() => scopeOf(one, site), [site], sight);
  if (scope.kind === "queue") await names.expect(site, { queue: [scope.queue] }, [scope.channel], sight);
  if (scope.kind === "team") await names.expect(site, { team: [scope.team] }, CHANNELS, sight);
  if (!goalCells(scope, site).every((cell) => sight.seesCell(site.id, cell))) throw beyondScope();
  const report = await readReport(seenHistory(history, sight), {
    site,
    told,
    date,
    length,
    now,
    goals: goals(site).filter(({ scope: of }) => isGoalSeen(of, site, sight)),
    scope,
  });
  if (report === null)
    throw new HistoryError(
      404,
      "nothing_kept",
      `Nothing is kept of ${site.id} on ${new Date(date * DAY_MS).toISOString().slice(0, 10)}.`,
      "Ask for another day; GET /v1/history says what is kept.",
    );
  if (format === "json") return { format, body: reportJson(report) };
  return { format, body: (format === "html" ? reportHtml : reportText)(report, words) };
}

const isGoalSeen = (scope: GoalScope, site: SiteConfig, sight: Sight): boolean =>
  scope.kind === "region" || goalCells(scope, site).every((cell) => sight.seesCell(site.id, cell));

const seenHistory = (
  history: Pick<History, "read" | "restatements">,
  sight: Sight,
): Pick<History, "read" | "restatements"> => ({
  read: (query) => history.read(query),
  restatements: async (query) =>
    (await history.restatements(query)).filter(({ site, cell }) => sight.seesCell(site, cell)),
});

const DAY_MS = 86_400_000;

function dateOf(day: string, now: number, zone: string): number {
  const fix = "Use yesterday, or a date such as 2026-11-21.";
  if (day !== "yesterday" && !/^\d{4}-\d{2}-\d{2}$/.test(day)) throw badParameter("day", day, fix);
  const date = businessDate(askedMoment("day", day, now, zone), zone);
  if (date < businessDate(now, zone)) return date;
  throw new HistoryError(
    400,
    "day_not_over",
    `${day} is not over yet.`,
    "Ask for a day before today; GET /v1/goals tells today.",
    "day",
  );
}

function scopeOf(one: (name: string) => string | undefined, site: SiteConfig): ReportScope {
  const [queue, team, department, channel] = ["queue", "team", "department", "channel"].map(one);
  if ([queue, team, department].filter((each) => each !== undefined).length > 1)
    throw new HistoryError(
      400,
      "bad_parameter",
      "queue, team and department cannot be asked for together.",
      "Ask for each by itself.",
    );
  if (queue === undefined && channel !== undefined) throw badParameter("channel", channel, "Name its queue too.");
  if (team !== undefined) return { kind: "team", team };
  if (queue !== undefined) {
    const known = site.queues.filter((each) => each.queue === queue && each.channel === (channel ?? each.channel));
    if (known.length > 1)
      throw badParameter("queue", queue, `Add channel: one of ${known.map((each) => each.channel).join(", ")}.`);
    return { kind: "queue", queue, channel: known[0]?.channel ?? "call" };
  }
  if (department === undefined) return { kind: "site" };
  const departments = [
    ...(site.departments ?? []).map((each) => each.department),
    ...site.teams.flatMap((each) => each.department ?? []),
  ];
  if (departments.includes(department)) return { kind: "department", department };
  throw new HistoryError(
    404,
    "unknown_department",
    `There is no department "${department}".`,
    departments.length === 0
      ? "The configuration has none."
      : `Use one of: ${[...new Set(departments)].sort().join(", ")}.`,
  );
}
