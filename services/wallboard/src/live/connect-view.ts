/** The client package's connection, as the board sees it. */
import { type LiveState as ClientState, connectLive, type LiveConnection, type LiveOptions } from "@floorwalker/client";
import type { Connection, LiveSource } from "./live-source.ts";
import { screenToken } from "./screen-token.ts";
import { sharedToken } from "./token.ts";
import { lookAgain, me, takeTicket } from "./who.ts";

/** Failed attempts after which the board says "offline" instead of "reconnecting"; about ten seconds. */
const OFFLINE_AFTER = 4;

/** `onScreen`: of a wall, what a paired screen is told about itself. */
export function connectView(
  view: LiveOptions["view"],
  filter: NonNullable<LiveOptions["filter"]> = {},
  onScreen?: LiveOptions["onScreen"],
): LiveSource & Pick<LiveConnection, "painted"> {
  const token = sharedToken();
  const live = connectLive({
    url: `${location.origin}/v1/live`,
    view,
    filter,
    ...(me()?.kind === "user" || (token === null && screenToken() !== null)
      ? { ticket: takeTicket }
      : token !== null
        ? { token }
        : {}),
    ...(onScreen === undefined ? {} : { onScreen }),
  });
  let closed = false;
  let looked = false;
  live.subscribe(() => {
    if (closed || looked || live.getSnapshot().phase !== "ended" || isKeptWall(token)) return;
    looked = true;
    void lookAgain();
  });
  return {
    getState() {
      const state = live.getSnapshot();
      return { connection: connectionOf(state), rows: live.rows(), watermark: state.watermark, build: state.build };
    },
    subscribe: (listener) => live.subscribe(listener),
    painted: (told) => live.painted(told),
    now: () => Date.now() + live.clockOffset(),
    close() {
      closed = true;
      live.close();
    },
  };
}

/** A television that was set up with a token stays what it is: nobody stands in front of it to sign in. */
const isKeptWall = (token: string | null): boolean =>
  token !== null && document.documentElement.dataset.screen === "wall";

function connectionOf({ phase, attempts, rows }: ClientState): Connection {
  if (phase === "live") return "live";
  if (phase === "ended" || attempts >= OFFLINE_AFTER) return "offline";
  return rows.size === 0 ? "connecting" : "reconnecting";
}
