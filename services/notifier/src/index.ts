export { channelsFrom, ReceiverChannels } from "./channels-from.ts";
export { type LiveMoments, liveMoments } from "./live-moments.ts";
export { type MessageWriters, messageWriters } from "./message-writers.ts";
export { receiverDisclosure } from "./receiver-disclosure.ts";
export { type Notifier, type NotifierOptions, type NotifierPace, startNotifier } from "./start-notifier.ts";
export { testDelivery } from "./test-delivery.ts";
export { type AlertWriter, alertWriter } from "./write-alert.ts";
export { reportWriter } from "./write-report.ts";
