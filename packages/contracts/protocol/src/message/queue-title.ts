/** A queue as people call it: by its title, with the channel where two of the site's queues share one. */
import type { Channel } from "@floorwalker/domain";
import type { Writing } from "./message-part.ts";

interface OfQueue {
  readonly queue: string | null;
  readonly channel: Channel | null;
}

/** Null: it is about no queue. */
export function queueTitle({ queue, channel }: OfQueue, { words, setting }: Writing): string | null {
  if (queue === null) return null;
  const queues = setting.site?.queues ?? [];
  const own = queues.find((each) => each.queue === queue && (channel === null || each.channel === channel));
  const title = own?.title.trim() || queue;
  const isShared = queues.filter((each) => each.title === title).length > 1;
  return channel !== null && (isShared || own === undefined) ? title + words.brackets(words.channels[channel]) : title;
}
