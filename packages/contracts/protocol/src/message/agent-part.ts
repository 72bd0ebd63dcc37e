/** An agent in one state for too long, or no longer. */
import type { AlertNotification } from "../alert/alert-notification.ts";
import { formatSeconds } from "../format-value.ts";
import type { MessagePart, Writing } from "./message-part.ts";

type AgentNotification = Extract<AlertNotification, { about: "agent" }>;

export function agentPart(notification: AgentNotification, { words, clock, setting }: Writing): MessagePart {
  const { state, name: who, team, agentState, reason, limitSeconds, inStateSince, at } = notification;
  const does = words.states[agentState];
  const lasting = formatSeconds(Math.round((at - inStateSince) / 1_000));
  const limit = formatSeconds(limitSeconds);
  const teamTitle = setting.site?.teams.find((each) => each.team === team)?.title ?? team;
  const why = reason !== null ? words.brackets(reason) : "";
  const isFiring = state === "firing";
  return {
    title: `${who}${words.comma}${does} ${lasting}${words.brackets(words.limit(limit))}`,
    sentences: [
      isFiring ? words.isTooLong(who, does, lasting, limit) : words.isOver(who, does),
      ...(isFiring ? [] : [words.lasted(lasting, null)]),
    ],
    facts: [
      ["agent", who],
      ...(teamTitle === null ? [] : [["team", teamTitle] as const]),
      ["state", does + why],
      ["since", clock.time(inStateSince)],
      [isFiring ? "value" : "lasted", lasting],
      ["limit", limit],
    ],
  };
}
