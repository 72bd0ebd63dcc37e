/** `floorwalker state adopt-log`: the operator's word that this is the log the numbers go on with. */
import { join } from "node:path";
import { openEmbedded } from "@floorwalker/embedded";
import { EVENTS_TOPIC } from "@floorwalker/events";
import { openKafkaLog } from "@floorwalker/kafka";
import type { Log, Store } from "@floorwalker/ports";
import { openRedisStore } from "@floorwalker/redis";
import { type Environment, REDIS_PREFIX } from "@floorwalker/runtime";
import { FOLD_VERSION } from "@floorwalker/stream";
import { Command } from "commander";
import { STATE_FILE } from "../dev/data-folder.ts";
import { ProgramError } from "../program-error.ts";
import { environment } from "../settings.ts";

const EXPLAINED = `Says that the events topic as it is now is the right one, where an aggregator refuses it (other_log): it was deleted and made
anew, or Kafka was. All numbers stay as they are; the topic is read from its start, so it must hold only events that are not in
the numbers yet (repeated ones within the horizon are recognised). Works on Kafka and Redis where FLOORWALKER_KAFKA and
FLOORWALKER_REDIS are set, else on the data folder, which nobody may have open.`;

export const stateCommand = (): Command =>
  new Command("state")
    .description("decide about the stored numbers")
    .addCommand(
      new Command("adopt-log")
        .description("go on with a log that was made anew: the numbers stay, it is read from its start")
        .option("--data <folder>", "the embedded profile's data folder; without it FLOORWALKER_DATA")
        .option("--yes", "do it; without it, only say what would be done")
        .addHelpText("after", `\n${EXPLAINED}`)
        .action(adoptLog),
    );

interface Backends {
  readonly log: Log;
  readonly store: Store;
  readonly what: string;
  readonly close: () => Promise<void>;
}

async function adoptLog({ data, yes = false }: { readonly data?: string; readonly yes?: boolean }): Promise<void> {
  const env = environment((text) => process.stderr.write(`${text}\n`));
  const { log, store, what, close } = await open(env, data ?? null);
  try {
    const bounds = await log.bounds(EVENTS_TOPIC).catch(() => []);
    if (bounds.length === 0)
      throw new ProgramError(
        "no_log",
        `${what} has no topic ${EVENTS_TOPIC}`,
        "Start the services once: they make it. Then adopt it.",
      );
    const identity = await log.identity(EVENTS_TOPIC);
    const records = bounds.reduce((sum, { low, high }) => sum + high - low, 0);
    const topic = `${EVENTS_TOPIC} (${identity}, ${bounds.length} partitions, ${records} records)`;
    if (!yes) {
      process.stdout.write(`${what} would go on with ${topic} from its start; its numbers stay. Do it with --yes.\n`);
      return;
    }
    const facts = { fold: FOLD_VERSION, partitions: bounds.length, log: identity };
    for (let partition = 0; partition < bounds.length; partition++) await store.adopt(partition, facts);
    process.stdout.write(`${what} goes on with ${topic} from its start; its numbers stay.\n`);
  } finally {
    await close();
  }
}

async function open({ kafka, redis, prefix, data }: Environment, folder: string | null): Promise<Backends> {
  if (kafka === null || redis === null || folder !== null) {
    const file = join(folder ?? data, STATE_FILE);
    return { ...openEmbedded(file), what: file };
  }
  const log = await openKafkaLog({ ...kafka, clientId: "floorwalker-state", prefix });
  const store = await openRedisStore({ ...redis, prefix: prefix + REDIS_PREFIX }).catch(async (error: unknown) => {
    await log.close();
    throw error;
  });
  return {
    log,
    store,
    what: `the store at ${new URL(redis.url).host}`,
    close: () => Promise.all([log.close(), store.close()]).then(() => {}),
  };
}
