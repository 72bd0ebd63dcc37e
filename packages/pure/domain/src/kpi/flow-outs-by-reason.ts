/**
 * Flow-outs by reason: parts of `flowedOut`, which they sum to. The list of reasons is closed; what a source says that is none of
 * them is `other`. A taken callback is one of them, never an abandon. 0 where none flowed out; not applicable to teams and
 * agents: nobody is offered to them. Rules 5c, 9.
 */
import type { CounterName } from "../counters.ts";
import { type Kpi, OF_QUEUES } from "./kpi.ts";
import { count } from "./made-of.ts";
import { after, ours } from "./sources.ts";

export const flowOutsByReason: readonly Kpi[] = [
  flowOuts("timeout", "flowedOutTimeout", "timeout", "because the longest wait that the queue allows was over", [
    after("asteriskQueue", "QUEUESTATUS TIMEOUT"),
    after("asteriskLog", "EXITWITHTIMEOUT"),
  ]),
  flowOuts("overflow", "flowedOutOverflow", "overflow", "on to another queue or place, without an answer", [
    after("genesys", "Flow-out", "those that go on to another queue"),
  ]),
  flowOuts("key", "flowedOutKey", "a key", "by a key that the customer pressed", [after("asteriskLog", "EXITWITHKEY")]),
  flowOuts("voicemail", "flowedOutVoicemail", "voicemail", "to leave a message", [
    after("genesys", "Flow-out", "those that leave a message"),
  ]),
  flowOuts("empty", "flowedOutEmpty", "no agents", "because no agent was left in the queue", [
    after("asteriskQueue", "QUEUESTATUS LEAVEEMPTY"),
    after("asteriskLog", "EXITEMPTY"),
  ]),
  flowOuts("withdrawn", "flowedOutWithdrawn", "withdrawn", "because the phone system took the contact back", [
    after("asteriskQueue", "QUEUESTATUS WITHDRAW"),
  ]),
  flowOuts("closed", "flowedOutClosed", "closed", "because they were closed, by hand or by the hour", [
    ours("a queue that closes takes its callers' choice: none of them gave up"),
  ]),
  flowOuts("lost", "flowedOutLost", "lost", "because nothing was heard of them any more", [
    ours("a source that falls silent or starts again leaves contacts open that nobody ends"),
  ]),
  flowOuts("other", "flowedOutOther", "another reason", "for another reason, or one that nobody knows", [
    ours("a reason that is told and not known is no abandon"),
  ]),
  flowOuts("selfService", "flowedOutSelfService", "self-service", "resolved without any human", [
    ours("who is helped without a human neither was answered nor gave up"),
  ]),
];

/** The question, not its answer: whoever is called back is a contact of his own. */
export const callbacksRequested: Kpi = {
  ...flowOuts("callback", "flowedOutCallback", "", "because the customer asked to be called back", [
    after("connect", "Callback contacts; no abandon"),
  ]),
  id: "callbacksRequested",
  title: "Callbacks requested",
};

function flowOuts(reason: string, counter: CounterName, title: string, how: string, sources: Kpi["sources"]): Kpi {
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
    sources,
    ...count(counter),
  };
}
