/** The client package's connection, as the board sees it. */
import { type LiveState as ClientState, connectLive, type LiveOptions } from "@floorwalker/client";
import type { Connection, LiveSource } from "./live-source.ts";
import { sharedToken } from "./token.ts";

/** Failed attempts after which the board says "offline" instead of "reconnecting"; about ten seconds. */
const OFFLINE_AFTER = 4;

export function connectView(view: LiveOptions["view"], filter: NonNullable<LiveOptions["filter"]> = {}): LiveSource {
  const token = sharedToken();
  const live = connectLive({
    url: `${location.origin}/v1/live`,
    view,
    filter,
    ...(token === null ? {} : { token }),
  });
  return {
    getState() {
      const state = live.getSnapshot();
      return { connection: connectionOf(state), rows: live.rows(), watermark: state.watermark, build: state.build };
    },
    subscribe: (listener) => live.subscribe(listener),
    now: () => Date.now() + live.clockOffset(),
    close: () => live.close(),
  };
}

function connectionOf({ phase, attempts, rows }: ClientState): Connection {
  if (phase === "live") return "live";
  if (phase === "ended" || attempts >= OFFLINE_AFTER) return "offline";
  return rows.size === 0 ? "connecting" : "reconnecting";
}
