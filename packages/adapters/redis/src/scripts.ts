/**
 * The Lua scripts beside this file and how they are run: by their hash, and by their text when the server does not know
 * them (a new server, a failover, SCRIPT FLUSH). NOSCRIPT says that nothing ran, so this is the one safe repetition.
 */

import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Redis } from "ioredis";
import { type Argument, ScriptCommand } from "./script-command.ts";

export type ScriptName =
  | "claimPartition"
  | "adoptLog"
  | "startOver"
  | "commitPartition"
  | "findRecords"
  | "readSnapshot"
  | "leaseOutbox"
  | "readOutbox"
  | "noteDone"
  | "acknowledgeOutbox"
  | "putIntervals"
  | "readIntervals"
  | "keptIntervals"
  | "forgetIntervals"
  | "putAccount"
  | "takeAccount"
  | "accountChanges"
  | "forgetAccounts"
  | "noteAudit"
  | "readAudit";

interface Script {
  readonly text: string;
  readonly hash: string;
}

const scripts = new Map<ScriptName, Script>();

export interface ScriptRun {
  readonly name: ScriptName;
  /** What its keys begin with. */
  readonly base: string;
  readonly parameters: readonly Argument[];
  /** `bytes`: texts in the answer are Buffers. */
  readonly reply: "text" | "bytes";
}

/** What it answers is for the caller to know. */
export async function runScript(redis: Redis, { name, base, parameters, reply }: ScriptRun): Promise<unknown> {
  const { text, hash } = scriptOf(name);
  try {
    return await redis.sendCommand(new ScriptCommand({ by: "evalsha", script: hash, base, parameters, reply }));
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith("NOSCRIPT"))) throw error;
    return redis.sendCommand(new ScriptCommand({ by: "eval", script: text, base, parameters, reply }));
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
