import { readFileSync } from "node:fs";

/** The commented sample that `floorwalker config init` writes. */
export const sampleConfiguration = (): string => readFileSync(new URL("./sample.yaml", import.meta.url), "utf8");
