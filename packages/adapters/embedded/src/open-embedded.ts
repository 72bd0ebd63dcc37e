/** Opens the embedded profile's file: log, store, history and accounts on one database. */
import type { AccountStore, History, Log, SecretStore, Store } from "@floorwalker/ports";
import { checkPages } from "./check-pages.ts";
import { EmbeddedAccounts } from "./embedded-accounts.ts";
import { EmbeddedDatabase } from "./embedded-database.ts";
import { EmbeddedHistory } from "./embedded-history.ts";
import { EmbeddedLog } from "./embedded-log.ts";
import { EmbeddedSecrets } from "./embedded-secrets.ts";
import { EmbeddedStore } from "./embedded-store.ts";
import { inspectState } from "./inspect-state.ts";
import { lockState } from "./state-lock.ts";

export interface Embedded {
  readonly log: Log & Pick<EmbeddedLog, "retain">;
  readonly store: Store;
  readonly history: History;
  readonly accounts: AccountStore;
  readonly secrets: SecretStore;
  /** Rejects with an EmbeddedError when the file has a fault while it is used; never resolves. */
  readonly failed: Promise<never>;
  /** Stops every consumption, then closes the file. */
  readonly close: () => Promise<void>;
}

/**
 * `path` is the file (its folder is made when missing) or `:memory:`. `now` is the wall clock, epoch ms, and `monotonic` one that never
 * jumps. `passing`: nobody reads the file after this process.
 * @throws EmbeddedError when the state is in use, of an unknown format, not ours or not whole.
 */
export function openEmbedded(
  path: string,
  now: () => number = Date.now,
  { passing = false, monotonic }: { readonly passing?: boolean; readonly monotonic?: () => number } = {},
): Embedded {
  const database = new EmbeddedDatabase(path, { passing });
  const log = new EmbeddedLog(database, now, monotonic);
  const store = new EmbeddedStore(database, now);
  const history = new EmbeddedHistory(database);
  const accounts = new EmbeddedAccounts(database);
  const secrets = new EmbeddedSecrets(database);
  const close = async () => {
    await log.close();
    await store.close();
    database.close();
  };
  return { log, store, history, accounts, secrets, failed: database.failed, close };
}

/** How a state is found before it is opened: not there, as its last run left it, or after one that did not end in order. */
export type ExaminedState = "new" | "clean" | "unclean";

/**
 * Looks at a state that nobody uses, and reads every page of one whose last run did not end in order (or `deep`: of any).
 * `found` is called before that, which may take a while. @throws EmbeddedError: what is wrong with it.
 */
export async function examineState(
  path: string,
  { deep = false, found = () => {} }: { readonly deep?: boolean; readonly found?: (state: ExaminedState) => void } = {},
): Promise<ExaminedState> {
  const lock = lockState(path);
  try {
    const { isNew, clean } = inspectState(path);
    const state = isNew ? "new" : clean ? "clean" : "unclean";
    found(state);
    if (state === "unclean" || (state === "clean" && deep)) await checkPages(path);
    return state;
  } finally {
    lock.release();
  }
}
