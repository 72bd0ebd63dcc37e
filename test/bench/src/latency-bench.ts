import type { Bench } from "./bench.ts";
export const latencyBench: Bench = async () => ({ rows: [], notes: [], faults: ["not yet written"] });
