/**
 * `floorwalker backup FILE` and `floorwalker restore FILE`: the state of either profile in one file, taken while everything
 * runs. Which profile: Redis where FLOORWALKER_REDIS is set, else the data folder (docs/backup.md).
 */
import { join, resolve } from "node:path";
import { backupState, restoreState } from "@floorwalker/embedded";
import { copyPartitions, copySecrets, isEmptyStore, restorePartitions, restoreSecrets } from "@floorwalker/redis";
import { type Environment, makeFolder, REDIS_PREFIX } from "@floorwalker/runtime";
import { Command } from "commander";
import { STATE_FILE } from "../dev/data-folder.ts";
import { ProgramError } from "../program-error.ts";
import { environment } from "../settings.ts";
import { readPositions, writePositions } from "./followed-positions.ts";
import { readStoreFile, writeStoreFile } from "./store-file.ts";

interface Flags {
  readonly data?: string;
  readonly force?: boolean;
}

export const backupCommand = (): Command =>
  new Command("backup")
    .description("write the state into one file, while everything runs (docs/backup.md)")
    .argument("<file>", "where to")
    .option(
      "--data <folder>",
      "the embedded profile's data folder; without it FLOORWALKER_REDIS, else FLOORWALKER_DATA",
    )
    .option("--force", "replace the file when it is there")
    .action(backup);

export const restoreCommand = (): Command =>
  new Command("restore")
    .description("put the state of such a file in place; stop the services first (docs/backup.md)")
    .argument("<file>", "written by floorwalker backup")
    .option(
      "--data <folder>",
      "the embedded profile's data folder; without it FLOORWALKER_REDIS, else FLOORWALKER_DATA",
    )
    .option("--force", "replace the state that is there")
    .action(restore);

async function backup(file: string, { data, force = false }: Flags): Promise<void> {
  const env = environment((text) => process.stderr.write(`${text}\n`));
  const now = Date.now();
  const store = data === undefined ? storeOf(env) : null;
  if (store !== null) {
    const partitions = await writeStoreFile(
      file,
      { copies: copyPartitions(store), secrets: await copySecrets(store) },
      { force, now },
    );
    if (partitions === 0) process.stderr.write("the store is empty: there was nothing to take a copy of\n");
    process.stdout.write(`${file} holds ${partitions} partitions of ${new URL(store.url).host}.\n`);
    return;
  }
  const folder = resolve(data ?? env.data);
  // Before the state: a position that is older than it only reads some lines twice.
  const beside = readPositions(folder);
  await backupState({ path: join(folder, STATE_FILE), to: resolve(file), beside, force, now });
  process.stdout.write(`${file} holds the state of ${folder}.\n`);
}

async function restore(file: string, { data, force = false }: Flags): Promise<void> {
  const env = environment((text) => process.stderr.write(`${text}\n`));
  const store = data === undefined ? storeOf(env) : null;
  if (store === null) {
    const folder = resolve(data ?? env.data);
    makeFolder(folder, 0o700);
    writePositions(folder, await restoreState({ from: resolve(file), path: join(folder, STATE_FILE), force }));
    process.stdout.write(`${folder} holds the state of ${file}. Start Floorwalker: it reads on from there.\n`);
    return;
  }
  // Read to its end first: nothing is touched for a file that was cut.
  let secrets = {};
  for await (const _ of readStoreFile(file, (found) => (secrets = found)));
  if (!force && !(await isEmptyStore(store)))
    throw new ProgramError(
      "state_not_empty",
      `${new URL(store.url).host} has a state under ${store.prefix} already`,
      "Take a backup of it, then replace it with --force.",
    );
  const partitions = await restorePartitions(store, readStoreFile(file));
  await restoreSecrets(store, secrets);
  process.stdout.write(
    `${new URL(store.url).host} holds ${partitions} partitions of ${file}. Start the services: they read on from there.\n`,
  );
}

/** Null: embedded. */
const storeOf = ({ redis, prefix }: Environment) =>
  redis === null ? null : { ...redis, prefix: prefix + REDIS_PREFIX };
