/** Where a queue's page is; on which channel only where the id alone does not say it. */
import type { QueueRow } from "@floorwalker/protocol";
import { VIEW_WINDOW, type ViewWindow } from "../model/service-level-facts.ts";
import { pathOf } from "./route.ts";

type Queue = Pick<QueueRow, "site" | "queue" | "channel">;

export const queueHref = ({ site, queue, channel }: Queue, window: ViewWindow | null): string =>
  pathOf({ page: "queue", site, queue }) + query(channel, window);

export const explainHref = ({ site, queue, channel }: Queue, kpi: string, window: ViewWindow | null): string =>
  pathOf({ page: "explain", site, queue, kpi }) + query(channel, window);

/** What was told anew of a queue. */
export const restatedHref = ({ site, queue, channel }: Queue): string =>
  `${pathOf({ page: "restatements", site })}?${new URLSearchParams({ queue, ch: channel })}`;

/** The queue looked back at. */
export const historyHref = ({ site, queue, channel }: Queue): string =>
  `${pathOf({ page: "history", site })}?${new URLSearchParams({ queue, channel })}`;

function query(channel: string, window: ViewWindow | null): string {
  const params = new URLSearchParams({ ch: channel });
  if (window !== null && window !== VIEW_WINDOW) params.set("w", window);
  return `?${params}`;
}

/** One contact; `at`: when it was in the queue, so that the day to look in is known. */
export const contactHref = (site: string, contact: string, at: number | null): string =>
  pathOf({ page: "contact", site, contact }) +
  (at === null ? "" : `?${new URLSearchParams({ at: new Date(at).toISOString() })}`);
