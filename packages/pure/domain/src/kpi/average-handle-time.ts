/**
 * AHT is read over segments that are completely handled, so that its three parts belong to the same segments. Talk and
 * hold by themselves are known earlier, when the talk ends: those two averages do not wait for the wrap-up, and need not
 * add up to AHT in a short window.
 */
import { C } from "../counters.ts";
import { EVERYWHERE, type Kpi } from "./kpi.ts";
import { seconds } from "./made-of.ts";
import { after } from "./sources.ts";

export const averageTalkTime: Kpi = {
  id: "averageTalkTime",
  title: "Average talk time",
  unit: "seconds",
  direction: "neutral",
  nature: "measure",
  scopes: EVERYWHERE,
  ticking: "never",
  formula: "Talk time, without hold, of segments whose talk has ended ÷ their number.",
  sources: [after("connect", "Average agent interaction time")],
  ...seconds(["talkTime"], ["talkEnded"]),
  sample: ({ counters }) => counters[C.talkEnded]!,
};

export const averageHoldTime: Kpi = {
  id: "averageHoldTime",
  title: "Average hold time",
  unit: "seconds",
  direction: "lower",
  nature: "measure",
  scopes: EVERYWHERE,
  ticking: "never",
  formula: "Hold time of segments whose talk has ended ÷ their number, those never held included.",
  sources: [after("connect", "Average customer hold time all contacts")],
  ...seconds(["holdTime"], ["talkEnded"]),
  sample: ({ counters }) => counters[C.talkEnded]!,
};

export const averageWrapUpTime: Kpi = {
  id: "averageWrapUpTime",
  title: "Average wrap-up time",
  unit: "seconds",
  direction: "lower",
  nature: "measure",
  scopes: EVERYWHERE,
  ticking: "never",
  formula: "Wrap-up time of handled segments ÷ handled, those without wrap-up included.",
  sources: [after("connect", "Average after contact work time")],
  ...seconds(["wrapUpTime"], ["handled"]),
  sample: ({ counters }) => counters[C.handled]!,
};

export const averageHandleTime: Kpi = {
  id: "averageHandleTime",
  title: "Average handle time",
  unit: "seconds",
  direction: "neutral",
  nature: "measure",
  scopes: EVERYWHERE,
  ticking: "never",
  formula: "(Talk + hold + wrap-up time of handled segments) ÷ handled.",
  sources: [after("connect", "Average handle time"), after("genesys", "Average handle")],
  ...seconds(["handledTalkTime", "handledHoldTime", "wrapUpTime"], ["handled"]),
  sample: ({ counters }) => counters[C.handled]!,
};
