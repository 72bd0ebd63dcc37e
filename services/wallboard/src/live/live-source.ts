/**
 * What the board needs of the connection to the gateway, whoever keeps it: the rows as last told, whether they are still
 * being told, and how far this machine's clock is from the server's.
 */
import type { Row } from "@floorwalker/protocol";

/** `connecting`: not a row yet. `offline`: refused, or several attempts have failed (they go on). */
export type Connection = "connecting" | "live" | "reconnecting" | "offline";

export interface LiveState {
  readonly connection: Connection;
  /** The same array until a row changed; an unchanged row is the same object. */
  readonly rows: readonly Row[];
  /** By site, as heartbeats tell it between rows; null before the first event. */
  readonly watermark: Readonly<Record<string, number | null>>;
  /** The gateway's, when it told. */
  readonly build: string | null;
}

export interface LiveSource {
  readonly getState: () => LiveState;
  readonly subscribe: (listener: () => void) => () => void;
  /** Server time, epoch ms. */
  readonly now: () => number;
  readonly close: () => void;
}
