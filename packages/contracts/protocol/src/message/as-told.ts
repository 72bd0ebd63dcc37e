/**
 * An alert, and how things stand, as the receiver's privacy profile has them: everything that a message says is made of these, so that no
 * channel has to think of it, and none has more.
 */
import type { MessageDisclosure } from "@floorwalker/domain";
import type { AlertNotification, SingleNotification } from "../alert/alert-notification.ts";
import type { AlertWords } from "./alert-words.ts";
import type { LiveMoment } from "./live-moment.ts";

export function notificationAsTold(
  notification: AlertNotification,
  told: MessageDisclosure,
  words: Pick<AlertWords, "someAgent">,
): AlertNotification {
  const { someAgent } = words;
  const { about, key, owner, at } = notification;
  const keyed = {
    key: told.key(about, key),
    owner: owner === null ? null : (told.actor(owner, at) ?? someAgent),
  };
  switch (about) {
    case "agent": {
      const who = told.agent(notification, at);
      const reason = told.reason(notification.reason, notification);
      return who === null
        ? { ...notification, ...keyed, agent: someAgent, name: someAgent, team: null, reason }
        : { ...notification, ...keyed, ...who, reason };
    }
    case "contact":
      return notification.when === "lowScore"
        ? { ...notification, ...keyed, contact: told.ratedContact(notification.contact) }
        : { ...notification, ...keyed };
    case "kpi":
      return told.isNumberTold(notification)
        ? { ...notification, ...keyed, worst: tellsThen(notification, told) ? notification.worst : null }
        : { ...notification, ...keyed, value: null, sample: null, worst: null };
    case "budget":
      return told.isNumberTold(notification)
        ? { ...notification, ...keyed, worst: tellsThen(notification, told) ? notification.worst : null }
        : { ...notification, ...keyed, ...NO_BUDGET, worst: null };
    case "group": {
      const members = notification.members.map(
        (member) => notificationAsTold(member, told, words) as SingleNotification,
      );
      return { ...notification, ...keyed, members };
    }
    case "source":
      return { ...notification, ...keyed };
  }
}

/** Of a budget what is counted. */
const NO_BUDGET = {
  value: null,
  shortBurn: null,
  longBurn: null,
  decided: null,
  misses: null,
  missesLeft: null,
  coming: null,
  needed: null,
  noReturnAt: null,
  sample: null,
} as const;

/** To groups no number of then is told: nobody knows any more how many were there. */
const tellsThen = ({ about }: AlertNotification, { tellsPersons }: MessageDisclosure): boolean =>
  tellsPersons || (about !== "kpi" && about !== "budget");

/** Who waits is nobody's work, and told to everybody. */
export function momentAsTold(moment: LiveMoment, notification: AlertNotification, told: MessageDisclosure): LiveMoment {
  const before = told.isNumberTold(notification) && tellsThen(notification, told) ? moment.before : null;
  if (!told.tellsPersons) return { ...moment, before, staff: null, helpers: [] };
  const helpers = moment.helpers.flatMap((helper) => {
    const who = told.agent(helper, moment.at);
    return who === null ? [] : [{ ...helper, ...who }];
  });
  return { ...moment, before, helpers };
}
