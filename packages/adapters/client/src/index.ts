export { connectLive, type LiveConnection, type LiveOptions } from "./connect-live.ts";
export type { LiveState, Phase } from "./step-live.ts";
