/** English words of charts and of the pages that look back or at one thing: see `../en.ts`. */
import { plural } from "../plural.ts";

const p = plural("en");

export const pagesEn = {
  chart: {
    forecast: "forecast",
    running: "in progress",
    unknown: "no data",
    restated: "restated",
    policy: "another policy from here on",
    here: "here",
    restatedTimes: (n: number, shown: string) => p(n, shown, { one: "restated once", other: "restated # times" }),
    noMore: "No row: nothing happened",
  },
  queueMore: {
    state: "State",
    done: "over",
    expected: "forecast",
    contactsOf: (interval: string) => `Contacts of ${interval}`,
    noContacts: "No contact counts here",
    closeInterval: "Close these contacts",
    agents: "Agents who serve it",
    onContact: "On contact or in wrap-up",
    notNamed: (n: number, shown: string) =>
      p(n, shown, { one: "# more, not yours to see", other: "# more, not yours to see" }),
    restatedToday: "Restated today",
    intervals: (n: number, shown: string) => p(n, shown, { one: "# interval", other: "# intervals" }),
    never: "never",
    versions: "Judged by",
    window: "Window",
    answeredOf: (n: string) => `${n} answered`,
    satisfactionOf: (share: string) => `satisfaction ${share}`,
    needed: (there: string, needed: string) => `${there} there, ${needed} needed`,
    channels: (queue: string) => `${queue}: which channel`,
    channelsHint: "Channels have promises of their own, and no number together",
    nobodySignedIn: "Nobody who serves it is signed in",
  },
};
