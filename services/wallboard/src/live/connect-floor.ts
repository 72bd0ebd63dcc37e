/**
 * The client package's connection, as the board sees it. A gateway that other machines reach demands a shared token:
 * the page is opened once with it in the fragment (`/#token=…`, which no server and no log ever sees), this browser
 * keeps it, and the address is cleaned.
 */
import { type LiveState as ClientState, connectLive } from "@floorwalker/client";
import type { Connection, LiveSource } from "./live-source.ts";

const TOKEN_KEY = "floorwalker.token";
/** Failed attempts after which the board says "offline" instead of "reconnecting"; about ten seconds. */
const OFFLINE_AFTER = 4;

export function connectFloor(): LiveSource {
  const token = takeToken();
  const live = connectLive({
    url: `${location.origin}/v1/live`,
    view: "floor",
    ...(token === null ? {} : { token }),
  });
  return {
    getState() {
      const state = live.getSnapshot();
      return { connection: connectionOf(state), rows: live.rows(), watermark: state.watermark };
    },
    subscribe: (listener) => live.subscribe(listener),
    now: () => Date.now() + live.clockOffset(),
  };
}

function connectionOf({ phase, attempts, rows }: ClientState): Connection {
  if (phase === "live") return "live";
  if (phase === "ended" || attempts >= OFFLINE_AFTER) return "offline";
  return rows.size === 0 ? "connecting" : "reconnecting";
}

function takeToken(): string | null {
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  try {
    if (given === null) return localStorage.getItem(TOKEN_KEY);
    localStorage.setItem(TOKEN_KEY, given);
  } catch {
    // Without storage the token lives as long as the page.
  }
  history.replaceState(null, "", location.pathname + location.search);
  return given;
}
