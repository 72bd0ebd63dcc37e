/** Of what is to come, and what is to be reached. */
import { BURN_WINDOWS } from "@floorwalker/domain";
import { z } from "zod";
import { json, type RouteShape } from "../route-shape.ts";
import { channel, date, epochMs, nullableNumber, siteAnswer, siteErrors, siteQuery, unit } from "./parts.ts";

const state = z.enum(["onTarget", "atRisk", "below", "noData"]);
const history = z.string().describe("Whether what was could be read: `read`, `none`, `unreachable`.");

const spanOf = z
  .object({
    state,
    value: nullableNumber,
    numerator: nullableNumber,
    denominator: nullableNumber,
    misses: nullableNumber,
    missesLeft: nullableNumber,
    amountLeft: nullableNumber,
    byEnd: z
      .object({
        coming: z.number(),
        missesLeft: nullableNumber,
        inTimeNeeded: nullableNumber,
        averageNeeded: nullableNumber,
        outOfReach: z.boolean(),
      })
      .nullable(),
    from: date,
    to: date.describe("The last day of it."),
    countedFrom: date.nullable().describe("Where history begins later than the span: the first day that is counted."),
    unknown: z.literal("tooLittleHistory").nullable(),
  })
  .meta({ id: "GoalSpan" });

export const GOALS_SHAPE: RouteShape = {
  tag: "planning",
  summary: "Each goal of a site and of its region so far today, this week and this month",
  query: siteQuery,
  answers: {
    200: json(
      z.object({
        ...siteAnswer,
        history,
        goals: z.array(
          z
            .object({
              kpi: z.string(),
              title: z.string(),
              unit,
              scope: z.looseObject({ kind: z.string() }).describe("Of what: `queue` and `channel`, `team`, `agent` …"),
              better: z.enum(["higher", "lower"]),
              target: z.number(),
              since: epochMs
                .nullable()
                .describe("Since when the target is in force; null: since ever, or nobody knows."),
              state,
              value: nullableNumber,
              numerator: nullableNumber,
              denominator: nullableNumber,
              misses: nullableNumber.describe("Of a share of contacts."),
              missesLeft: nullableNumber,
              toReach: nullableNumber.describe("Fewest contacts, all in time, until it is on target."),
              amountLeft: nullableNumber,
              burn: z.record(z.enum(BURN_WINDOWS), nullableNumber).describe("1 spends exactly the budget."),
              byClose: z
                .object({
                  coming: z.number(),
                  value: nullableNumber,
                  missesLeft: nullableNumber,
                  inTimeNeeded: nullableNumber,
                  averageNeeded: nullableNumber,
                  outOfReach: z.boolean(),
                  noReturnAfter: nullableNumber,
                })
                .nullable(),
              noReturnAt: epochMs.nullable().describe("When it is out of reach at the pace of the last hour."),
              week: spanOf.nullable(),
              month: spanOf.nullable(),
            })
            .meta({ id: "Goal" }),
        ),
      }),
    ),
  },
  errors: siteErrors,
};

const byModel = <T extends z.ZodType>(of: T) => ({ erlangA: of.nullable(), erlangC: of.nullable() });
const expectation = z.object({
  serviceLevel: nullableNumber,
  waitSeconds: z.number(),
  abandonRate: z.number(),
  occupancy: z.number(),
});
const person = { agent: z.string(), name: z.string(), team: z.string().nullable(), since: epochMs };

export const PLANNING_SHAPE: RouteShape = {
  tag: "planning",
  summary: "Each queue's rest of the day and next half hour: what comes, who is needed, who is there",
  query: siteQuery.extend({ queue: z.string().optional() }),
  answers: {
    200: json(
      z.object({
        ...siteAnswer,
        history,
        together: z
          .object({ needed: nullableNumber, there: nullableNumber, spare: nullableNumber })
          .describe("The queues of calls together: who serves several is one agent."),
        queues: z.array(
          z.object({
            queue: z.string(),
            channel,
            title: z.string(),
            open: z.boolean().nullable(),
            forecast: z
              .object({
                remaining: nullableNumber,
                pace: z.number(),
                days: z.number(),
                error: nullableNumber,
                intervals: z.array(
                  z.object({
                    from: epochMs,
                    to: epochMs,
                    offered: nullableNumber,
                    handleTimeSeconds: nullableNumber,
                    expected: z.boolean(),
                  }),
                ),
              })
              .nullable(),
            load: z
              .object({
                by: z.string(),
                contacts: z.number(),
                seconds: z.number(),
                handleTimeSeconds: z.number(),
                erlangs: z.number(),
              })
              .nullable(),
            patienceSeconds: nullableNumber,
            target: z.number(),
            thresholdSeconds: z.number(),
            needed: z.object({ ...byModel(z.number()), backlog: nullableNumber }),
            concurrency: nullableNumber,
            staff: z
              .object({
                signedIn: z.number(),
                there: z.number(),
                freeCount: z.number(),
                free: z.array(z.object(person)),
                serving: z
                  .array(z.object({ ...person, state: z.string(), reason: z.string().nullish() }))
                  .exactOptional()
                  .describe("Only where no queue was named."),
              })
              .nullable(),
            spare: nullableNumber.describe("Agents there − needed: −2 is two short."),
            expected: z.object(byModel(expectation)),
            backlog: z.object({ waiting: z.number(), workedOffSeconds: nullableNumber }).nullable(),
          }),
        ),
      }),
    ),
  },
  errors: [...siteErrors, "unknown_queue", "beyond_scope", "history_unavailable"],
};
