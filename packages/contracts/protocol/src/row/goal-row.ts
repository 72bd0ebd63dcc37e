/** The row of a goal so far today, this week and this month. */
import { z } from "zod";

const nullableText = z.string().nullable();
const nullable = z.number().nullable();

export const goalRow = z
  .object({
    id: z.string(),
    kind: z.literal("goal"),
    site: z.string(),
    of: z.enum(["queue", "site", "team", "department", "agent", "region"]),
    queue: nullableText,
    channel: nullableText,
    team: nullableText,
    department: nullableText,
    agent: nullableText,
    region: nullableText,
    kpi: z.string(),
    title: z.string(),
    unit: z.string(),
    better: z.enum(["higher", "lower"]),
    target: z.number(),
    since: nullable.describe("Since when that is the target; null: since ever, or not known here."),
    state: z.enum(["onTarget", "atRisk", "below", "noData"]),
    value: nullable.describe("So far today; null: undefined."),
    numerator: nullable.describe("Of that value, and `denominator`; null: it is no quotient."),
    denominator: nullable,
    misses: nullable.describe("Of a share of contacts, and the next two; null of all else."),
    missesLeft: nullable,
    toReach: nullable.describe("Fewest contacts, all in time, until it is on target; 0: it is."),
    amountLeft: nullable.describe("Of an average: what is left of it, in the unit × contacts."),
    "burn.5m": nullable,
    "burn.30m": nullable,
    "burn.60m": nullable,
    byClose: nullableText.describe("JSON, as `byClose` of `GET /v1/goals`; null: there is no forecast."),
    noReturnAt: nullable.describe("When it is out of reach at the pace of the last hour, epoch ms."),
    week: nullableText.describe("JSON, as `week` of `GET /v1/goals`; null: not known, or not told."),
    month: nullableText.describe("JSON, likewise."),
  })
  .describe(
    "`goal:<site>:<kpi>:<what it is of>`; only in the view `goals`. Made by the gateway of the rows of what it is of, with each of their changes; what history and forecasts say of it follows every few seconds.",
  );
export type GoalRow = Readonly<z.infer<typeof goalRow>>;
