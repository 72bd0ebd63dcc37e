/** One contact that needs somebody: it waits for too long, or something happened to it. It has no name; its page is a link. */
import type { AlertNotification } from "../alert/alert-notification.ts";
import { formatSeconds } from "../format-value.ts";
import type { MessageLink, MessagePart, Writing } from "./message-part.ts";
import { queueTitle } from "./queue-title.ts";
import { siteUrl } from "./site-url.ts";
import { withinLine } from "./within-line.ts";

type ContactNotification = Extract<AlertNotification, { about: "contact" }>;

export function contactPart(notification: ContactNotification, writing: Writing): MessagePart {
  const { words, clock } = writing;
  const { state, channel, when, limitSeconds, happenedAt, at } = notification;
  const queue = queueTitle(notification, writing);
  const by = channel === null ? words.labels.contact : words.contacts[channel];
  const limit = formatSeconds(limitSeconds);
  const lasting = formatSeconds(Math.round((at - happenedAt) / 1_000));
  const time = clock.time(happenedAt);
  const isWaiting = when === "waiting";
  const trouble = words.troubles[when];
  const said =
    state === "resolved" && isWaiting
      ? `${by}${words.comma}${words.waitsNoLonger}${words.comma}${words.after(lasting)}`
      : `${trouble}${isWaiting ? ` ${lasting}` : ""}${words.brackets(isWaiting ? by + words.comma + words.limit(limit) : by)}`;
  return {
    title: queue === null ? said : queue + words.comma + withinLine(said, words.language),
    sentences: [
      state === "firing" && isWaiting
        ? words.waitsTooLong(by, time, limit)
        : words.sentence(`${trouble}${words.colon}${by}${words.comma}${time}`),
    ],
    facts: [
      ...(queue === null ? [] : [["queue", queue] as const]),
      ["contact", `${by}${words.comma}${trouble}`],
      ["since", time],
      ...(isWaiting
        ? ([
            [state === "firing" ? "value" : "lasted", lasting],
            ["limit", limit],
          ] as const)
        : []),
    ],
    ...linkTo(notification, writing),
  };
}

function linkTo(
  { site, contact, when }: ContactNotification,
  { words, setting }: Writing,
): { readonly link?: MessageLink } {
  if (setting.publicUrl === null || (when === "lowScore" && !setting.told.tellsRated)) return {};
  const url = `${siteUrl(setting.publicUrl, { site })}/contacts/${encodeURIComponent(contact)}`;
  return { link: { text: words.openContact, url } };
}
