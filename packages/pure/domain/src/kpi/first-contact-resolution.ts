/**
 * Did it take one contact? Of contacts that were the first of their customer about the same (answered, with none answered about it within
 * the time before they began): the share after which the same customer did not come again about it, answered or not, within the same time
 * (7 days unless configured), from the one's beginning to the other's. A callback does not come again: the customer was called. Counted
 * where and when it is first answered, for the queue and who answered. Until the time has passed it may still fall: the provisional number
 * says how it stands, the mature one is null until the whole span is so old, and so on every board. Null where no contact says whose it
 * is, and where of one nobody can tell because not all contacts could be kept.
 */
import { EVERYWHERE, type Kpi } from "./kpi.ts";
import { shareUnless } from "./made-of.ts";
import { after } from "./sources.ts";

const once = shareUnless("firstContactsUnknown", { of: ["firstContacts"], less: ["firstContactsRepeated"] }, [
  "firstContacts",
]);

const FORMULA =
  "First contacts of a customer about the same after which the customer did not come again about it in the time that the site allows ÷ first contacts answered";

const SOURCES: Kpi["sources"] = [
  after(
    "repeat",
    "Repeat contact proxy: no further contact of the same customer within, say, 7 days",
    "and about the same",
  ),
  after("connect", "Cases resolved on first contact", "by contacts that come again, not by cases that are closed"),
];

export const firstContactResolution: Kpi = {
  id: "firstContactResolution",
  title: "First contact resolution, so far",
  unit: "ratio",
  direction: "higher",
  nature: "measure",
  scopes: EVERYWHERE,
  ticking: "never",
  provisional: true,
  formula: `${FORMULA}, as far as is known.`,
  sources: SOURCES,
  ...once,
};

export const firstContactResolutionMature: Kpi = {
  id: "firstContactResolutionMature",
  title: "First contact resolution",
  unit: "ratio",
  direction: "higher",
  nature: "measure",
  scopes: EVERYWHERE,
  ticking: "never",
  formula: `${FORMULA}, once that time has passed since the end of the span.`,
  sources: SOURCES,
  read: (input) => (input.isMature === true ? once.read(input) : null),
};
