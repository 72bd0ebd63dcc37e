/** Where the parts of a queue's backlog begin, as a file says it: three bounds of age and two of the time until it is due. */
import type { BacklogBounds } from "@floorwalker/domain";
import { z } from "zod";

export const backlogSchema = (duration: z.ZodType<number, string | number>) =>
  z
    .strictObject({ ages: z.tuple([duration, duration, duration]), due: z.tuple([duration, duration]) })
    .superRefine(({ ages, due }, context) => {
      for (const [key, bounds] of Object.entries({ ages, due }))
        if (bounds.some((bound, index) => bound <= (index === 0 ? 0 : bounds[index - 1]!)))
          context.addIssue({
            code: "custom",
            path: [key],
            message: "these bounds do not rise",
            params: { code: "unordered_bounds", fix: "List durations above 0, each longer than the one before." },
          });
    })
    .optional();

export const assembleBacklog = (
  written: { readonly ages: BacklogBounds["agesMs"]; readonly due: BacklogBounds["dueMs"] } | undefined,
): { readonly backlog?: BacklogBounds } =>
  written === undefined ? {} : { backlog: { agesMs: written.ages, dueMs: written.due } };
