/** How much work per second a pool of agents is given, in agents (Erlang), and how long one contact takes. */
import type { Channel } from "@floorwalker/domain";
import {
  BREAKS,
  type CallProfile,
  CHAT_LOAD,
  CHAT_MEAN,
  CHAT_SLOTS,
  HOLD_MEAN,
  HOLD_SHARE,
  MAIL_HANDLE_MEAN,
  MAIL_LOAD,
  REST,
  RING,
  SHIFT,
  STAFFING_BETA,
  TRANSFER_SHARE,
  WRAP_UP_MEAN,
} from "./parameters.ts";

const ON_BREAK = BREAKS.reduce((sum, [from, to]) => sum + to - from, 0);
/** Share of the time that an agent is there and not on a break. */
const PRESENT = (SHIFT - ON_BREAK) / (SHIFT + REST);

/** Work for one of `pool` agents who share their queues, in agents; for chats in open chats. */
export function offeredLoad(channel: Channel, pool: number): number {
  const present = pool * PRESENT;
  switch (channel) {
    case "call":
      return Math.max(0.4 * present, present - STAFFING_BETA * Math.sqrt(present)) / pool;
    case "chat":
      return (present * CHAT_SLOTS * CHAT_LOAD) / pool;
    case "email":
      return (present * MAIL_LOAD) / pool;
  }
}

/** Seconds an agent (for chats: a slot) is taken by one contact; a transferred call counts in both queues. */
export function meanHandleTime(channel: Channel, profile: CallProfile): number {
  switch (channel) {
    case "call":
      return (
        (profile.talkMean + HOLD_SHARE * HOLD_MEAN + WRAP_UP_MEAN + (RING[0] + RING[1]) / 2) * (1 + TRANSFER_SHARE)
      );
    case "chat":
      return CHAT_MEAN;
    case "email":
      return MAIL_HANDLE_MEAN;
  }
}
