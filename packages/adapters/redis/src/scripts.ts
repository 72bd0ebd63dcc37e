/**
 * The Lua scripts beside this file and how they are run: by their hash, and by their text when the server does not know
 * them (a new server, a failover, SCRIPT FLUSH). NOSCRIPT says that nothing ran, so this is the one safe repetition.
 */

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Redis } from "ioredis";

export type ScriptName =
  | "claimPartition"
  | "adoptLog"
  | "commitPartition"
  | "findRecords"
  | "readSnapshot"
  | "leaseOutbox"
  | "acknowledgeOutbox";

interface Script {
  readonly text: string;
  readonly hash: string;
}

export type Argument = string | number;

const scripts = new Map<ScriptName, Script>();

/** Runs a script on the keys under `base`; what it answers is for the caller to know. */
export async function runScript(
  redis: Redis,
  name: ScriptName,
  base: string,
  parameters: readonly Argument[],
): Promise<unknown> {
  const { text, hash } = scriptOf(name);
  try {
    return await redis.call("evalsha", [hash, 1, base, ...parameters]);
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith("NOSCRIPT"))) throw error;
    return redis.call("eval", [text, 1, base, ...parameters]);
  }
}

function scriptOf(name: ScriptName): Script {
  let script = scripts.get(name);
  if (script === undefined) {
    const text = readFileSync(new URL(`./lua/${name}.lua`, import.meta.url), "utf8");
    script = { text, hash: createHash("sha1").update(text).digest("hex") };
    scripts.set(name, script);
  }
  return script;
}
