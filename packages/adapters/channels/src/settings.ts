/** What settings of several channels have in common. */
import { z } from "zod";

export const httpUrl = z.url({ protocol: /^https?$/, error: "must be a URL that starts with http:// or https://" });

/** A key or token; it may stand in a file of its own. */
export const secretSettings = { secret: z.string().min(1).optional(), secretFile: z.string().min(1).optional() };
