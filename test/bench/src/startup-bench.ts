import type { Bench } from "./bench.ts";
export const startupBench: Bench = async () => ({ rows: [], notes: [], faults: ["not yet written"] });
