/** The breach of the delivery contract as an episode: what fired, and how it resolved, with the keys they really have. */
import { alertKey } from "@floorwalker/domain";
import type { AlertNotification } from "@floorwalker/ports";
import { breach } from "@floorwalker/ports/contract";

export const SECRET = "change-me";
export const FROM = "Floorwalker <floorwalker@example.com>";

const sinceMs = Date.parse(breach.since);
const scope = { site: "krakow", queue: "sales", channel: "call" } as const;
const keyOf = (state: "firing" | "resolved") => alertKey({ id: breach.rule }, scope, sinceMs, state);
export const firing: AlertNotification = { ...breach, key: keyOf("firing") };
export const resolved: AlertNotification = {
  ...breach,
  key: keyOf("resolved"),
  state: "resolved",
  value: 0.84,
  at: "2026-11-21T09:12:00.000Z",
};
