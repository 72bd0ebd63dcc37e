/**
 * Where a command finds users and API tokens: the gateway that `--url` names; else PostgreSQL or Redis, where a distributed installation's
 * environment says so; else the embedded file, or, while a process has it open, that process's gateway.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { EmbeddedError, openEmbedded } from "@floorwalker/embedded";
import type { AccountStore } from "@floorwalker/ports";
import { PostgresAccounts } from "@floorwalker/postgres";
import { openRedisAccounts } from "@floorwalker/redis";
import { type Environment, HISTORY_SCHEMA, REDIS_PREFIX } from "@floorwalker/runtime";
import { Option } from "commander";
import { STATE_FILE } from "../dev/data-folder.ts";
import { markedGateway } from "../dev/gateway-mark.ts";
import { RunningGateway } from "../gateway/running-gateway.ts";
import { ProgramError } from "../program-error.ts";
import { environment } from "../settings.ts";
import { type AccountsOf, accountsInStore } from "./accounts-in-store.ts";
import { accountsOfGateway } from "./accounts-of-gateway.ts";

export interface PlaceFlags {
  readonly url?: string;
  readonly data?: string;
}

export const placeOptions = (): readonly Option[] => [
  new Option("--url <url>", "of a gateway that is to do it (with FLOORWALKER_TOKEN)").conflicts("data"),
  new Option("--data <folder>", "of the embedded state; without it FLOORWALKER_DATA, else ./.floorwalker"),
];

/** `makes`: what is not there yet may be made. @throws ProgramError, ConnectionError, EmbeddedError. */
export async function withAccounts(
  { url, data }: PlaceFlags,
  makes: boolean,
  work: (accounts: AccountsOf) => Promise<void>,
): Promise<void> {
  const env = environment((text) => process.stderr.write(`${text}\n`));
  if (url !== undefined) return work(accountsOfGateway(new RunningGateway(url, env)));
  if (data === undefined && env.kafka !== null && env.redis !== null) {
    const { store, what } = await distributed(env);
    try {
      return await work(accountsInStore(store, what));
    } finally {
      await store.close();
    }
  }
  return embedded(data ?? env.data, makes, env, work);
}

async function distributed({ redis, history, prefix }: Environment): Promise<{ store: AccountStore; what: string }> {
  if (history !== null)
    return {
      store: new PostgresAccounts({ ...history, schema: prefix + HISTORY_SCHEMA }),
      what: `PostgreSQL at ${new URL(history.url).host}`,
    };
  return {
    store: await openRedisAccounts({ ...redis!, prefix: prefix + REDIS_PREFIX }),
    what: `Redis at ${new URL(redis!.url).host}`,
  };
}

async function embedded(
  folder: string,
  makes: boolean,
  env: Environment,
  work: (accounts: AccountsOf) => Promise<void>,
): Promise<void> {
  const file = join(folder, STATE_FILE);
  if (!makes && !existsSync(file))
    throw new ProgramError(
      "no_state",
      `there is no ${file}`,
      "Name the data folder with --data, the gateway with --url, or set FLOORWALKER_KAFKA and FLOORWALKER_REDIS.",
    );
  const opened = openedOrNull(file);
  if (opened === null) return work(ofRunning(folder, env));
  try {
    await work(accountsInStore(opened.accounts, file));
  } finally {
    await opened.close();
  }
}

/** Null: a process has it open. */
function openedOrNull(file: string): ReturnType<typeof openEmbedded> | null {
  try {
    return openEmbedded(file);
  } catch (error) {
    if (error instanceof EmbeddedError && error.code === "state_in_use") return null;
    throw error;
  }
}

function ofRunning(folder: string, env: Environment): AccountsOf {
  const marked = markedGateway(folder);
  if (marked === null)
    throw new ProgramError(
      "state_in_use",
      `a process uses the state in ${folder}, and does not say where its gateway is`,
      "Give the gateway's address with --url; or stop the process, and say this again.",
    );
  return accountsOfGateway(new RunningGateway(marked, env));
}
