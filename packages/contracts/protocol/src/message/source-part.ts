/** A source that is not heard of, or is again: its own name is the only one that people know it by. */
import type { AlertNotification } from "../alert/alert-notification.ts";
import { formatSeconds } from "../format-value.ts";
import type { MessagePart, Writing } from "./message-part.ts";

type SourceNotification = Extract<AlertNotification, { about: "source" }>;

export function sourcePart(notification: SourceNotification, { words, clock }: Writing): MessagePart {
  const { state, source, lastEventAt, since, at } = notification;
  const lastEvent = clock.time(lastEventAt);
  if (state === "firing") {
    const silent = words.silentSince(source, lastEvent);
    return {
      title: silent,
      sentences: [words.sentence(silent), words.silentMeans, words.silentAdvice],
      facts: [
        ["source", source],
        ["lastEvent", lastEvent],
      ],
    };
  }
  const lasting = formatSeconds(Math.round((at - since) / 1_000));
  const heard = words.heardAgain(source);
  return {
    title: heard + words.comma + words.after(lasting),
    sentences: [words.sentence(heard), words.lasted(lasting, null)],
    facts: [
      ["source", source],
      ["lastEvent", lastEvent],
      ["lasted", lasting],
    ],
  };
}
