/** Of privacy profiles: what each tells, and who has it. */
import { ROLES } from "@floorwalker/domain";
import { z } from "zod";
import { json, type RouteShape } from "../route-shape.ts";

const named = z.array(z.object({ id: z.string(), name: z.string() }));

const profile = z
  .object({
    id: z.string(),
    preset: z.boolean().describe("It is there without being configured."),
    agents: z.enum(["names", "pseudonyms", "groups"]),
    stable: z.enum(["day", "ever"]).nullable().describe("Of pseudonyms."),
    atLeast: z.int().nullable().describe("Of groups."),
    pauseReasons: z.boolean(),
    satisfaction: z.boolean().describe("How single agents were rated."),
    roles: z.array(z.enum(ROLES)).describe("Whose it is where nothing else was said."),
    users: named,
    tokens: named,
    screens: named,
    receivers: z.array(z.string()),
  })
  .meta({ id: "PrivacyProfile" });

export const PRIVACY_SHAPE: RouteShape = {
  tag: "access",
  summary: "What each privacy profile tells of single agents, and who has it",
  answers: {
    200: json(
      z.object({
        profiles: z.array(profile),
        unknown: z
          .array(z.string())
          .describe("Given to somebody and configured nowhere: taken for the strictest profile."),
      }),
    ),
  },
};
