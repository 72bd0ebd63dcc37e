import { readFileSync } from "node:fs";

/** Version of the program; the build names the running code, so that a screen can tell that it is older. */
export const VERSION: string = (
  JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as { version: string }
).version;
