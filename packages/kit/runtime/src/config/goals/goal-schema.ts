/** A target of a KPI as the file writes it: of a queue, a team, a department, an agent, or, naming none of them, of the site; by date. */
import { CHANNELS } from "@floorwalker/domain";
import { z } from "zod";
import { changeFrom } from "../dated/change-schema.ts";

const BETTER = ["higher", "lower"] as const;

/** `level`: as rules write theirs. */
const common = (level: z.ZodType<number, string | number>) => ({
  kpi: z.string(),
  value: level,
  better: z.enum(BETTER).optional(),
  from: changeFrom.optional(),
  changes: z.array(z.strictObject({ from: changeFrom, value: level.nullable() })).default([]),
});

export const goalSchema = (name: z.ZodType<string, string>, level: z.ZodType<number, string | number>) =>
  z.strictObject({
    queue: name.optional(),
    channel: z.enum(CHANNELS).optional(),
    team: name.optional(),
    department: name.optional(),
    agent: name.optional(),
    ...common(level),
  });

/** Of sites looked at together. */
export const regionGoalSchema = (name: z.ZodType<string, string>, level: z.ZodType<number, string | number>) =>
  z.strictObject({ region: name, ...common(level) });
