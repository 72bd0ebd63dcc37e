/** Until the client package is there: the least that speaks the protocol. */
import type { Row, ServerMessage } from "@floorwalker/protocol";
import type { LiveSource, LiveState } from "./live-source.ts";

export function connectFloor({ protocol, host }: Location): LiveSource {
  const listeners = new Set<() => void>();
  let state: LiveState = { connection: "connecting", rows: [], watermark: {}, clockOffset: 0 };
  let byId = new Map<string, Row>();
  const set = (next: Partial<LiveState>): void => {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  };
  const open = (): void => {
    const socket = new WebSocket(`${protocol === "https:" ? "wss" : "ws"}://${host}/v1/live`);
    socket.onopen = () => socket.send(JSON.stringify({ type: "subscribe", view: "floor" }));
    socket.onclose = () => {
      if (state.connection === "live") set({ connection: "reconnecting" });
      setTimeout(open, 1000);
    };
    socket.onmessage = ({ data }) => {
      const message = JSON.parse(String(data)) as ServerMessage;
      if (message.type === "snapshot") {
        byId = new Map(message.rows.map((row) => [row.id, row]));
        set({ connection: "live", rows: [...byId.values()], clockOffset: message.serverTime - Date.now() });
      } else if (message.type === "delta") {
        for (const change of message.changes) {
          if (change.remove) byId.delete(change.id);
          else byId.set(change.id, { ...byId.get(change.id), ...change.set } as Row);
        }
        set({ rows: [...byId.values()] });
      } else if (message.type === "heartbeat") set({ watermark: message.watermark });
    };
  };
  open();
  return {
    getState: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
