/** A site's daily report as the file writes it: when by the site's clock, and to whom. */
import { CHANNELS, REPORT_LENGTHS } from "@floorwalker/domain";
import { z } from "zod";

const TIME = /^([01]\d|2[0-3]):([0-5]\d)$/;

/** @returns minutes after midnight. */
const timeOfDay = z.string().transform((value, context): number => {
  const [, hour, minute] = TIME.exec(value) ?? [];
  if (hour !== undefined) return Number(hour) * 60 + Number(minute);
  context.addIssue({
    code: "custom",
    message: `"${value}" is not a time of day`,
    params: { code: "not_a_time", fix: "Write hours and minutes, such as 06:30." },
  });
  return z.NEVER;
});

/** `name`: of what is named in a configuration. */
export const reportSchema = (name: z.ZodType<string, string>) =>
  z
    .strictObject({
      at: timeOfDay,
      to: z
        .array(
          z.union([
            name,
            z.strictObject({
              receiver: name,
              queue: name.optional(),
              channel: z.enum(CHANNELS).optional(),
              team: name.optional(),
              department: name.optional(),
            }),
          ]),
        )
        .min(1),
      interval: z.enum(REPORT_LENGTHS).default("30m"),
    })
    .optional();
