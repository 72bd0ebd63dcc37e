/**
 * How often a customer is put on hold. Counted as told (`held`): a source that reports only how long adds time and no holds. Of
 * talks that have ended, as average hold time is; null where none has.
 */
import { C } from "../counters.ts";
import { EVERYWHERE, type Kpi } from "./kpi.ts";
import { share } from "./made-of.ts";
import { after } from "./sources.ts";

export const holdsPerContact: Kpi = {
  id: "holdsPerContact",
  title: "Holds per contact",
  unit: "number",
  direction: "lower",
  nature: "measure",
  scopes: EVERYWHERE,
  ticking: "never",
  formula: "Times a customer was put on hold in segments whose talk has ended ÷ their number.",
  sources: [after("connect", "Average holds")],
  ...share(["holds"], ["talkEnded"]),
  sample: ({ counters }) => counters[C.talkEnded]!,
};
