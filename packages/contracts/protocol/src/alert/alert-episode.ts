/** The key that an alert's row has in requests, links and messages: one episode, so that what was meant for it never reaches the next. */
import { alertKey, alertScope } from "@floorwalker/domain/alert-key";
import type { AlertRow } from "./alert-row.ts";

/** `episode`: a gateway says it of what is about an agent or a contact. */
export const alertEpisode = (row: AlertRow): string =>
  ("episode" in row ? row.episode : undefined) ?? alertKey(row.rule, alertScope(row), row.since, "firing");
