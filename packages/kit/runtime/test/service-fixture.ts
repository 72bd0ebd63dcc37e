/** A service whose parts do what its argument says: `node service-fixture.ts runs|fails|throws|differs`. */
import { eventPartitions, runService } from "../src/index.ts";
import { RECEIVER_KINDS } from "./receiver-kinds.ts";

const mode = process.argv[2];

await runService(
  {
    name: "fixture",
    entry: import.meta.url,
    needs: mode === "runs" ? [] : ["kafka"],
    statusPort: 9400,
    receivers: RECEIVER_KINDS,
  },
  async ({ logger, onStop, endsWith }) => {
    onStop("first", () => logger.info("first_stopped"));
    onStop("second", () => logger.info("second_stopped"));
    if (mode === "throws") throw new Error("no broker");
    if (mode === "differs") await eventPartitions({ ensureTopics: async () => {}, partitions: async () => 4 }, 8);
    if (mode === "fails") endsWith("reader", Promise.reject(new Error("the reader is gone")));
  },
);
