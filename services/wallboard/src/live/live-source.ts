/**
 * What the board needs of the connection to the gateway, whoever keeps it: the rows as last told, whether they are still
 * being told, and how far this machine's clock is from the server's.
 */
import type { Row } from "@floorwalker/protocol";

/** `connecting`: never yet connected. `offline`: will not try again until something is changed. */
export type Connection = "connecting" | "live" | "reconnecting" | "offline";

export interface LiveState {
  readonly connection: Connection;
  readonly rows: readonly Row[];
  /** By site, as heartbeats tell it between rows; null before the first event. */
  readonly watermark: Readonly<Record<string, number | null>>;
  /** Server time − this machine's time, ms. */
  readonly clockOffset: number;
}

export interface LiveSource {
  /** The same object until something changed. */
  getState(): LiveState;
  subscribe(listener: () => void): () => void;
}
