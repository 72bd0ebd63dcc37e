/** What the simulator stands on keeps the laws of the ports, as every other log and store does. */
import { logContract, storeContract } from "@floorwalker/ports/contract";
import { SYSTEM_TIMING } from "@floorwalker/runtime";
import { SimulatedBroker, SimulatedLog } from "./src/simulated-log.ts";
import { SimulatedStore } from "./src/simulated-store.ts";

storeContract("simulated store", async () => {
  let now = Date.now();
  const store = new SimulatedStore({ now: () => (now = Math.max(now + 1, Date.now())) });
  return {
    store,
    reopen: async () => store,
    losses: {
      remember: async () => {
        const until = now;
        return async () => {
          store.loseTail(until);
          return store;
        };
      },
      forgetAll: async () => {
        store.flush();
        return store;
      },
    },
  };
});

logContract("simulated log", async () => {
  const broker = new SimulatedBroker(Date.now, "topic");
  const open = (): SimulatedLog =>
    new SimulatedLog({
      broker,
      timing: SYSTEM_TIMING,
      heartbeatMs: 10,
      call: async (execute) => execute(),
      reachable: () => true,
      fetchMs: () => 0,
    });
  let log = open();
  return {
    log,
    reopen: async () => {
      await log.close();
      log = open();
      return log;
    },
    expire: async (topic, partition, before) => broker.expire(topic, partition, before),
  };
});
