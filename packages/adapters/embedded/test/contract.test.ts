/** The embedded file keeps the laws of both ports, on a real file and through closing and opening it. */
import { cp } from "node:fs/promises";
import { dirname } from "node:path";
import {
  accountsContract,
  historyContract,
  logContract,
  type OpenedAccounts,
  type OpenedHistory,
  type OpenedLog,
  type OpenedSecrets,
  type OpenedStore,
  secretsContract,
  storeContract,
} from "@floorwalker/ports/contract";
import { openEmbedded } from "../src/index.ts";
import { temporaryState } from "./temporary-state.ts";

logContract("embedded file", async (): Promise<OpenedLog> => {
  const state = await temporaryState();
  let embedded = openEmbedded(state.path);
  return {
    log: embedded.log,
    async reopen() {
      await embedded.close();
      embedded = openEmbedded(state.path);
      return embedded.log;
    },
    async cleanUp() {
      await embedded.close();
      await state.remove();
    },
  };
});

storeContract("embedded file", async (): Promise<OpenedStore> => {
  const state = await temporaryState();
  let embedded = openEmbedded(state.path);
  const reopen = async (between: () => Promise<void> = async () => {}) => {
    await embedded.close();
    await between();
    embedded = openEmbedded(state.path);
    return embedded.store;
  };
  return {
    store: embedded.store,
    reopen,
    losses: {
      // Between two transactions the file and its log are a whole state.
      async remember() {
        const copy = await temporaryState();
        await cp(dirname(state.path), dirname(copy.path), { recursive: true });
        return () =>
          reopen(async () => {
            await state.remove();
            await cp(dirname(copy.path), dirname(state.path), { recursive: true });
            await copy.remove();
          });
      },
      forgetAll: () => reopen(() => state.remove()),
    },
    async cleanUp() {
      await embedded.close();
      await state.remove();
    },
  };
});

historyContract("embedded file", async (): Promise<OpenedHistory> => {
  const state = await temporaryState();
  let embedded = openEmbedded(state.path);
  return {
    history: embedded.history,
    async reopen() {
      await embedded.close();
      embedded = openEmbedded(state.path);
      return embedded.history;
    },
    async cleanUp() {
      await embedded.close();
      await state.remove();
    },
  };
});

accountsContract("embedded file", async (): Promise<OpenedAccounts> => {
  const state = await temporaryState();
  let embedded = openEmbedded(state.path);
  return {
    accounts: embedded.accounts,
    // One process has the file.
    beside: embedded.accounts,
    async reopen() {
      await embedded.close();
      embedded = openEmbedded(state.path);
      return embedded.accounts;
    },
    async cleanUp() {
      await embedded.close();
      await state.remove();
    },
  };
});

secretsContract("embedded file", async (): Promise<OpenedSecrets> => {
  const state = await temporaryState();
  let embedded = openEmbedded(state.path);
  return {
    secrets: embedded.secrets,
    async reopen() {
      await embedded.close();
      embedded = openEmbedded(state.path);
      return embedded.secrets;
    },
    async cleanUp() {
      await embedded.close();
      await state.remove();
    },
  };
});
