/** Ingest as a process of its own: source topics in Kafka to canonical events. */
import { RECEIVER_KINDS } from "@floorwalker/channels/receivers";
import { EVENTS_TOPIC } from "@floorwalker/events";
import { KafkaLogError, openKafkaLog } from "@floorwalker/kafka";
import { customersOf, eventPartitions, logAnswers, runService } from "@floorwalker/runtime";
import { ConnectionError } from "@floorwalker/runtime/transport";
import { DEFAULT_SOURCES } from "./ingest-topics.ts";
import { startIngest, UNCONFIGURED_ZONE } from "./start-ingest.ts";

/** Dozens of partitions are asked for each time; what is written ends the wait at once. */
const QUIET_MS = 500;
const SILENT = "nothing was heard from Kafka for too long";

await runService(
  { name: "ingest", entry: import.meta.url, needs: ["kafka"], statusPort: 9401, receivers: RECEIVER_KINDS },
  async ({ configuration, logger, metrics, health, kafka, onStop, endsWith }) => {
    const log = await openKafkaLog({ ...kafka(), maxWaitMs: QUIET_MS });
    onStop("log", () => log.close());
    const ingest = await startIngest({
      log,
      sources: [...DEFAULT_SOURCES, ...configuration.current.sources],
      zoneOf: (site) => configuration.current.sites.get(site)?.zone ?? UNCONFIGURED_ZONE,
      customers: () => customersOf(configuration.current.customers),
      partitions: await eventPartitions(log, configuration.current.partitions),
      kept: configuration.current.retention,
      clock: Date.now,
      logger,
      metrics,
      // What no other try can read: a compression that this program does not know.
      passes: (error) => !(error instanceof KafkaLogError && error.code === "compression_unsupported"),
      refuses: (error) => error instanceof ConnectionError && error.code === "kafka_rights_missing",
    });
    onStop("ingest", () => ingest.stop());
    configuration.follow(({ sources }) => ingest.change([...DEFAULT_SOURCES, ...sources]));
    endsWith("ingest", ingest.failed);
    health.ready("reading", () => ingest.reading() || "the source topics cannot be read now; it is tried again");
    health.note("sources", () => {
      const refused = ingest.refused();
      return refused.length === 0 ? null : `not read, as the log refuses it: ${refused.join(", ")}`;
    });
    // A restart brings no silent Kafka back; it helps a reader that has lost one which answers.
    health.live("reader", async () => ingest.healthy() || !(await logAnswers(log, EVENTS_TOPIC)) || SILENT);
  },
);
