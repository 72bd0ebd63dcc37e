/** Several alerts in one message: how many fire, then each in the line that it has as its own subject. */
import type { AlertNotification } from "../alert/alert-notification.ts";
import { GROUP_WORDS } from "./group-words.ts";
import type { MessagePart, Writing } from "./message-part.ts";

type GroupNotification = Extract<AlertNotification, { about: "group" }>;

export interface NamedAlert {
  readonly isOver: boolean;
  /** What it is of; null: the site. */
  readonly who: string | null;
  /** As its own subject has it. */
  readonly text: string;
}

const MOST_IN_SUBJECT = 4;

export function groupPart(
  { firing, over, more, since }: GroupNotification,
  { words, format, clock }: Writing,
  named: readonly NamedAlert[],
): MessagePart {
  const group = GROUP_WORDS[words.language];
  const count = firing === 0 ? group.over(over, format.count(over)) : group.firing(firing, format.count(firing));
  const names = [...new Set(named.flatMap(({ isOver, who }) => (who === null || (isOver && firing > 0) ? [] : [who])))];
  const shown =
    names.slice(0, MOST_IN_SUBJECT).join(words.comma) + (names.length > MOST_IN_SUBJECT || more > 0 ? " …" : "");
  return {
    title: names.length === 0 ? count : count + words.colon + shown,
    sentences: [
      words.sentence(count),
      ...named.map(({ text }) => text),
      ...(more === 0 ? [] : [words.sentence(group.more(format.count(more)))]),
    ],
    facts: [["since", clock.time(since)]],
  };
}
