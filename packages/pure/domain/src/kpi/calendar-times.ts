/**
 * The times that customers of chats and mails live through, nights and weekends included. Beside them stand the same in the business
 * time of the queue's calendar, which is what agents can do something about; of a queue without a calendar the two are equal. Null
 * where there is none of what is timed; not applicable to teams and agents. Rules 10, 28.
 */
import { C, type CounterName } from "../counters.ts";
import { type Kpi, OF_QUEUES } from "./kpi.ts";
import { seconds } from "./made-of.ts";
import { after, type Source } from "./sources.ts";

export const firstResponseCalendarTime = calendarTime(
  "firstResponse",
  "First response time",
  "firstResponses",
  ["firstResponseTime", "firstResponseClosedTime"],
  after("zendeskFirstReply", "First reply time, calendar hours"),
);
export const nextResponseCalendarTime = calendarTime(
  "nextResponse",
  "Next response time",
  "replies",
  ["replyTime", "replyClosedTime"],
  after("plain", "from each new customer message until a teammate replies, business hours aside"),
);
export const resolutionCalendarTime = calendarTime(
  "resolution",
  "Resolution time",
  "resolutions",
  ["resolutionTime", "resolutionClosedTime"],
  after("zendesk", "Full resolution time, calendar hours", "begins again when the contact is opened anew"),
);

function calendarTime(
  what: string,
  title: string,
  count: CounterName,
  [open, closed]: readonly [CounterName, CounterName],
  source: Source,
): Kpi {
  return {
    id: `${what}CalendarTime`,
    title: `${title}, calendar`,
    unit: "seconds",
    direction: "lower",
    nature: "measure",
    scopes: OF_QUEUES,
    ticking: "never",
    formula: `${title} in calendar time: what of it the queue was closed included.`,
    sources: [source],
    ...seconds([open, closed], [count]),
    sample: ({ counters }) => counters[C[count]]!,
  };
}
