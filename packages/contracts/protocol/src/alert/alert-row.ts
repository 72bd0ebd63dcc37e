/** An alert as the board sees it; there while pending or firing, and until the next episode when resolved. */
import { z } from "zod";
import { kpiFacts, ruleFacts, sourceFacts } from "./alert-facts.ts";

const rowFacts = {
  /** `alert:<site>:<rule>:<scope>`. */
  id: z.string(),
  kind: z.literal("alert"),
  state: z.enum(["pending", "firing", "resolved"]),
  /** Start of the episode (the condition became true), epoch ms. */
  since: z.number(),
  /** When it entered this state, epoch ms. */
  at: z.number(),
};

export const alertRowSchema = z.discriminatedUnion("about", [
  z.strictObject({ ...rowFacts, ...ruleFacts, ...kpiFacts }),
  z.strictObject({ ...rowFacts, ...ruleFacts, ...sourceFacts, lastEventAt: z.number() }),
]);

type Row = Readonly<z.infer<typeof alertRowSchema>>;
export type KpiAlertRow = Extract<Row, { about: "kpi" }>;
export type SourceAlertRow = Extract<Row, { about: "source" }>;
export type AlertRow = KpiAlertRow | SourceAlertRow;
