/**
 * Flow-outs by reason: parts of `flowedOut`, which they sum to. The list of reasons is closed; what a source says that is none of
 * them is `other`. A taken callback is one of them, never an abandon. 0 where none flowed out; not applicable to teams and
 * agents: nobody is offered to them. Source: rules 5c, 9 and kpi.md's catalogue.
 */
import type { CounterName } from "../counters.ts";
import { type Kpi, OF_QUEUES } from "./kpi.ts";
import { count } from "./made-of.ts";

export const flowOutsByReason: readonly Kpi[] = [
  flowOuts("timeout", "flowedOutTimeout", "timeout", "because the longest wait that the queue allows was over"),
  flowOuts("overflow", "flowedOutOverflow", "overflow", "on to another queue or place, without an answer"),
  flowOuts("key", "flowedOutKey", "a key", "by a key that the customer pressed"),
  flowOuts("voicemail", "flowedOutVoicemail", "voicemail", "to leave a message"),
  flowOuts("empty", "flowedOutEmpty", "no agents", "because no agent was left in the queue"),
  flowOuts("withdrawn", "flowedOutWithdrawn", "withdrawn", "because the phone system took the contact back"),
  flowOuts("closed", "flowedOutClosed", "closed", "because they were closed, by hand or by the hour"),
  flowOuts("lost", "flowedOutLost", "lost", "because nothing was heard of them any more"),
  flowOuts("other", "flowedOutOther", "another reason", "for another reason, or one that nobody knows"),
  flowOuts("selfService", "flowedOutSelfService", "self-service", "resolved without any human"),
];

/** The question, not its answer: whoever is called back is a contact of his own. */
export const callbacksRequested: Kpi = {
  ...flowOuts("callback", "flowedOutCallback", "", "because the customer asked to be called back"),
  id: "callbacksRequested",
  title: "Callbacks requested",
};

function flowOuts(reason: string, counter: CounterName, title: string, how: string): Kpi {
  return {
    id: counter,
    title: `Flowed out: ${title}`,
    unit: "count",
    direction: "neutral",
    nature: "count",
    scopes: OF_QUEUES,
    ticking: "never",
    counters: [counter],
    part: { of: "flowedOut", label: "reason", value: reason },
    formula: `Segments that left the queue ${how}.`,
    ...count(counter),
  };
}
