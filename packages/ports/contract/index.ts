export type { DeliverySamples, Mood, OpenedChannel } from "./delivery.ts";
export { deliveryContract } from "./delivery.ts";
export { historyContract, type OpenedHistory } from "./history.ts";
export { interval as sampleInterval } from "./history-samples.ts";
export type { OpenedLog } from "./log.ts";
export { logContract } from "./log.ts";
export type { OpenedStore } from "./store.ts";
export { storeContract } from "./store.ts";
export { bytesOf, claimed, nothing } from "./store-writer.ts";
