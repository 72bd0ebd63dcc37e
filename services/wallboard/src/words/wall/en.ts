/** English: what only a wall says. */
import { plural } from "../plural.ts";

const p = plural("en");

export const wall = {
  allOnTarget: "All on target",
  othersOnTarget: "All others on target",
  withoutData: (n: number, shown: string) => p(n, shown, { one: "# without data", other: "# without data" }),
  notTold: (n: number, shown: string) => p(n, shown, { one: "# not told", other: "# not told" }),
  closed: (n: number, shown: string) => p(n, shown, { one: "# closed", other: "# closed" }),
  breaches: (n: number, shown: string) => p(n, shown, { one: "# breach", other: "# breaches" }),
  below: (n: number, shown: string) => p(n, shown, { one: "# below target", other: "# below target" }),
  more: (n: number, shown: string) => p(n, shown, { one: "# more", other: "# more" }),
  limit: (limit: string) => `limit ${limit}`,
  noOwner: "no owner",
  waiting: "waiting",
  free: "free",
  hours: (text: string) => `${text} h`,
  controls: "This screen",
  hold: "Hold the page",
  goOn: "Turn the pages",
  next: "Next page",
  previous: "Previous page",
  fullScreen: "Full screen",
  soundOn: "Sound on",
  soundOff: "Sound off",
  soundBlocked: "Sound blocked",
  rising: "rising",
  falling: "falling",
  noSuchBoard: (id: string) => `There is no board “${id}” that you may see.`,
  usualBoard: "The usual one",
};
