/** What every page of a desk knows: the site's rows, how far they can be believed, and where one is. */
import type { AlertRow, QueueRow, Row, SiteRow, SourceRow } from "@floorwalker/protocol";
import { createContext, use } from "react";
import type { Connection } from "../live/live-source.ts";
import type { Freshness } from "../model/freshness.ts";
import type { ViewWindow } from "../model/service-level-facts.ts";
import type { Route } from "./route.ts";

export interface Desk {
  readonly url: URL;
  readonly route: Route;
  readonly site: SiteRow | null;
  readonly sites: readonly SiteRow[];
  readonly queues: readonly QueueRow[];
  /** The rows of the view `floor` of every site. */
  readonly everything: readonly Row[];
  readonly sources: readonly SourceRow[];
  readonly alerts: readonly AlertRow[];
  /** The site that the address names and nobody has. */
  readonly missing: string | null;
  readonly connection: Connection;
  readonly build: string | null;
  /** Since when nothing is heard of the gateway, epoch ms; null: it is. */
  readonly lostAt: number | null;
  /** As of when the site's numbers are. */
  readonly asOf: number | null;
  readonly freshness: Freshness;
  /** Timers stand still at this time; null: they tick. */
  readonly heldAt: number | null;
  readonly zone: string;
  /** Of the values on the page (`?w=`). */
  readonly window: ViewWindow;
  /** Server time − this device's, ms. */
  readonly clockOffset: number;
}

export const DeskContext = createContext<Desk | null>(null);

export function useDesk(): Desk {
  const desk = use(DeskContext);
  if (desk === null) throw new Error("a page is outside the desk");
  return desk;
}
