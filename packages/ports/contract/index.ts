export type { Mood, OpenedChannel } from "./delivery.ts";
export { breach, deliveryContract } from "./delivery.ts";
export type { OpenedLog } from "./log.ts";
export { logContract } from "./log.ts";
export type { OpenedStore } from "./store.ts";
export { storeContract } from "./store.ts";
export { claimed, nothing } from "./store-writer.ts";
