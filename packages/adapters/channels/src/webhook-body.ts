/** A notification as the JSON that a webhook receives: the facts as they are, times as ISO 8601. */
import type { WebhookBody } from "@floorwalker/protocol/alerts";
import { type AlertMessage, messageText } from "@floorwalker/protocol/message";

export function webhookBody(told: AlertMessage): WebhookBody {
  const { notification, episode, subject, lines, demo, boardUrl, takeUrl } = told;
  const { format: _format, receivers: _receivers, key, state, test, since, at, snoozedUntil, ...facts } = notification;
  const head = {
    version: 2,
    key,
    episode,
    state,
    test: test === true,
    demo,
    since: iso(since),
    at: iso(at),
    snoozedUntil: snoozedUntil === null ? null : iso(snoozedUntil),
    text: subject,
    message: messageText(told),
    url: boardUrl,
    takeUrl,
  } as const;
  switch (facts.about) {
    case "source":
      return { ...head, ...facts, lastEventAt: iso(facts.lastEventAt) };
    case "agent":
      return { ...head, ...facts, inStateSince: iso(facts.inStateSince) };
    case "contact":
      return { ...head, ...facts, happenedAt: iso(facts.happenedAt) };
    case "budget":
      return { ...head, ...facts, noReturnAt: facts.noReturnAt === null ? null : iso(facts.noReturnAt) };
    case "group": {
      const { members, ...group } = facts;
      return {
        ...head,
        ...group,
        members: members.map(({ key: alert, rule, severity, state: its, owner, queue, channel, since: began }, at) => ({
          alert,
          rule,
          severity,
          state: its,
          owner,
          queue,
          channel,
          since: iso(began),
          text: lines[at] ?? "",
        })),
      };
    }
    case "kpi":
      return { ...head, ...facts };
  }
}

const iso = (time: number): string => new Date(time).toISOString();
