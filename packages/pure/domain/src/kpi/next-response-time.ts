/**
 * How long a customer waits for a reply while a chat or mail goes on: from the first message that nobody has replied to yet to the next
 * one of a human agent, the first response aside. Told of talks that have ended, for their queue. In the time of the queue's policy
 * (`elapsed`). Null where nobody had to reply; not applicable to teams and agents.
 */
import { C } from "../counters.ts";
import { type Kpi, OF_QUEUES } from "./kpi.ts";
import { seconds } from "./made-of.ts";
import { after } from "./sources.ts";

export const nextResponseTime: Kpi = {
  id: "nextResponseTime",
  title: "Next response time",
  unit: "seconds",
  direction: "lower",
  nature: "measure",
  scopes: OF_QUEUES,
  ticking: "never",
  formula:
    "Time from a customer's message to the next human reply, the first response aside, of chats and e-mails whose talk has ended ÷ such replies.",
  sources: [
    after(
      "plain",
      "from each new customer message until a teammate replies",
      "from the first message that nobody has replied to",
    ),
  ],
  ...seconds(["replyTime"], ["replies"]),
  sample: ({ counters }) => counters[C.replies]!,
};
