/** The embedded file keeps the laws of both ports, on a real file and through closing and opening it. */
import { logContract, type OpenedLog, type OpenedStore, storeContract } from "@floorwalker/ports/contract";
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
  return {
    store: embedded.store,
    async reopen() {
      await embedded.close();
      embedded = openEmbedded(state.path);
      return embedded.store;
    },
    async cleanUp() {
      await embedded.close();
      await state.remove();
    },
  };
});
