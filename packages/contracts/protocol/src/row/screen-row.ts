/** The row of a paired television. */
import { z } from "zod";

export const screenRow = z
  .object({
    id: z.string(),
    kind: z.literal("screen"),
    screen: z.string(),
    name: z.string(),
    sites: z.string().describe("JSON, as the next two: `all`, or which of them it may show."),
    queues: z.string(),
    teams: z.string(),
    profile: z.string().describe("Its privacy profile."),
    board: z.string().nullable().describe("That it is bound to; null: the one for walls."),
    showsId: z.string().describe("The board that it shows, and its name."),
    showsName: z.string(),
    madeAt: z.number(),
    madeBy: z.string(),
    revokedAt: z.number().nullable(),
    state: z
      .enum(["painting", "silent", "revoked"])
      .describe("`silent`: it has painted nothing for a minute and a half."),
    paintedAt: z.number().nullable().describe("When it was heard of last; null, as the next three: never."),
    build: z.string().nullable(),
    page: z.number().nullable(),
    of: z.number().nullable(),
  })
  .describe(
    "`screen:<id>`; only in the view `screens`, for managers and above: the televisions that they could have paired, as `GET /v1/screens` lists them. Told every second, where something is another.",
  );
export type ScreenRow = Readonly<z.infer<typeof screenRow>>;
