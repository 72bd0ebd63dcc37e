import type { Bench } from "./bench.ts";
export const aggregatorBench: Bench = async () => ({ rows: [], notes: [], faults: ["not yet written"] });
