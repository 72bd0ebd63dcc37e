/** Opens the embedded profile's file: log and store on one database. */
import type { Log, Store } from "@floorwalker/ports";
import { EmbeddedDatabase } from "./embedded-database.ts";
import { EmbeddedLog } from "./embedded-log.ts";
import { EmbeddedStore } from "./embedded-store.ts";

export interface Embedded {
  readonly log: Log;
  readonly store: Store;
  /** Stops every consumption, then closes the file. */
  readonly close: () => Promise<void>;
}

/**
 * `path` is the file (its folder is made when missing) or `:memory:`. `now` is the wall clock, epoch ms.
 * @throws EmbeddedError when the state is in use, of an unknown format, not ours or unreadable.
 */
export function openEmbedded(path: string, now: () => number = Date.now): Embedded {
  const database = new EmbeddedDatabase(path);
  const log = new EmbeddedLog(database, now);
  const store = new EmbeddedStore(database, now);
  const close = async () => {
    await log.close();
    await store.close();
    database.close();
  };
  return { log, store, close };
}
