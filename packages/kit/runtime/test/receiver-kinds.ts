/** Kinds of receivers as channels bring them (those of the program are tested with their channels). */
import { z } from "zod";
import type { ReceiverKind } from "../src/index.ts";

export const RECEIVER_KINDS: readonly ReceiverKind[] = [
  {
    type: "webhook",
    settings: z.object({
      url: z.url({ protocol: /^https?$/ }),
      secret: z.string().min(1).optional(),
      secretFile: z.string().optional(),
    }),
  },
  {
    type: "email",
    takesReports: true,
    settings: z.object({ to: z.array(z.email()).min(1), from: z.string(), smtp: z.url() }),
  },
];
