/**
 * Alerts that one receiver is told of in one message, which is told anew as they fire and resolve: many queues at once are one thing to
 * whoever reads. The first message waits for others, later ones are apart; what fires and is over before anybody was told is told to
 * nobody. Stored with each step in the commit that puts the message into the outbox: no crash loses or doubles one.
 */
import type { ToldState } from "./alert-key.ts";

/** Of a rule. Rules of one name are one group. */
export interface GroupSetting {
  readonly name: string;
  /** The first message, and the last one, wait so long for others, ms. */
  readonly waitMs: number;
  /** Between two messages, ms. */
  readonly intervalMs: number;
}

export interface GroupMember {
  /** Id of the alert's row, and the start of its episode. */
  readonly alert: string;
  readonly episode: number;
  readonly fires: boolean;
  /** The receiver knows of it. */
  readonly told: boolean;
}

export interface AlertGroup {
  /** When its first alert fired, epoch ms: the start of its episode. */
  readonly since: number;
  readonly sent: number;
  /** When the last message was. */
  readonly sentAt: number;
  /** Since when there is something to tell; null: nothing. */
  readonly newSince: number | null;
  readonly members: readonly GroupMember[];
}

export const GROUP_DEFAULTS = { waitMs: 30_000, intervalMs: 300_000 } as const;

export interface GroupChange extends Pick<GroupMember, "alert" | "episode"> {
  readonly state: ToldState;
  readonly now: number;
}

/** Null: there is none. */
export function withMember(group: AlertGroup | null, { alert, episode, state, now }: GroupChange): AlertGroup | null {
  const known = group?.members.find((member) => member.alert === alert);
  const fires = state !== "resolved";
  if (group === null || known === undefined) {
    if (!fires) return group;
    const { since, sent, sentAt, members } = group ?? { since: now, sent: 0, sentAt: 0, members: [] };
    const member = { alert, episode, fires, told: false };
    return { since, sent, sentAt, newSince: group?.newSince ?? now, members: [...members, member] };
  }
  const others = group.members.filter((member) => member !== known);
  // It came and went, and nobody knows.
  if (!fires && !known.told) return others.length === 0 ? null : { ...group, members: others };
  const members = group.members.map((member) => (member === known ? { ...known, episode, fires } : member));
  return { ...group, newSince: group.newSince ?? now, members };
}

export interface GroupStep {
  /** Null: it is over. */
  readonly group: AlertGroup | null;
  /** Whom the message names, and which one it is; null: it is not time yet. */
  readonly tells: { readonly members: readonly GroupMember[]; readonly message: number } | null;
  readonly dueAt: number | null;
}

export function stepGroup({ waitMs, intervalMs }: GroupSetting, group: AlertGroup, now: number): GroupStep {
  const { newSince, sent, sentAt, members } = group;
  if (newSince === null) return { group, tells: null, dueAt: null };
  const isOver = members.every(({ fires }) => !fires);
  const collected = newSince + waitMs;
  const dueAt = sent === 0 || isOver ? collected : Math.max(collected, sentAt + intervalMs);
  if (now < dueAt) return { group, tells: null, dueAt };
  const firing = members.filter(({ fires }) => fires).map((member) => ({ ...member, told: true }));
  const left = isOver ? null : { ...group, sent: sent + 1, sentAt: now, newSince: null, members: firing };
  return { group: left, tells: { members, message: sent }, dueAt: null };
}
