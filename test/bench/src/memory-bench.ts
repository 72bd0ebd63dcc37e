import type { Bench } from "./bench.ts";
export const memoryBench: Bench = async () => ({ rows: [], notes: [], faults: ["not yet written"] });
