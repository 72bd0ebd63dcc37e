/** What a page is called in the browser's own places: its tab, its history. Each by its own word, so that two tabs are told apart without being opened. */
import type { QueueRow } from "@floorwalker/protocol";
import { words } from "../words/words.ts";
import type { Route } from "./route.ts";

/** `queues`: of the site, as far as they are told. */
export function pageTitle(route: Route, queues: readonly Pick<QueueRow, "queue" | "title">[]): string {
  const titleOf = (queue: string): string => queues.find((row) => row.queue === queue)?.title ?? queue;
  switch (route.page) {
    case "home":
    case "floor":
      return words.nav.floor;
    case "queue":
    case "explain":
      return titleOf(route.queue);
    case "waiting":
      return `${words.queuePage.waitingNow} · ${titleOf(route.queue)}`;
    case "forecast":
      return words.forecastPanel.title(titleOf(route.queue));
    case "agent":
      return words.nav.agents;
    case "alert":
      return words.nav.alerts;
    case "rule":
      return words.nav.rules;
    case "contact":
      return words.explain.contact;
    case "region":
      return route.region;
    case "reason":
      return `${words.nav.reasons} · ${route.region}`;
    case "admin":
      return words.access.admin.title;
    case "screens":
    case "screen":
    case "pair":
      return words.screens.page.title;
    case "boards":
    case "board":
    case "boardEditor":
      return words.screens.page.boards;
    case "anyHealth":
      return words.nav.health;
    case "unknown":
      return words.searchNone;
    default:
      return words.nav[route.page];
  }
}
