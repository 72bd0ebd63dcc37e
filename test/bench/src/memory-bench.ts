/** What a month leaves in memory, and what an open contact costs. The controls: a process that holds nothing, and the bare events. */
import { existsSync } from "node:fs";
import { referenceData } from "../../support/src/reference-data.ts";
import type { Bench } from "./bench.ts";
import { differences } from "./expected-counts.ts";
import { inChild, SERVICE_FLAGS } from "./in-child.ts";
import type { MemoryAnswer, MemoryQuestion } from "./roles/memory.ts";

const CONTACTS = 100_000;
const PARTS = ["nothing", "month", "open events", "open contacts"] as const;

export const memoryBench: Bench = async () => {
  const file = referenceData("bank", "anonymous_bank_feb1999.tsv");
  const bank = file !== null && existsSync(file) ? file : null;
  const until = Math.floor(Date.now() / 60_000) * 60_000;
  const measured = new Map<string, MemoryAnswer>();
  for (const what of PARTS) {
    const asked = { what, bank, contacts: CONTACTS, until };
    measured.set(what, await inChild<MemoryQuestion, MemoryAnswer>("memory", asked, [...SERVICE_FLAGS, "--expose-gc"]));
  }
  const nothing = measured.get("nothing")!.heapMb;
  const each = (what: string): number | null =>
    what.startsWith("open") ? ((measured.get(what)!.heapMb - nothing) * 1024 * 1024) / CONTACTS : null;
  return {
    rows: PARTS.map((what) => {
      const { heapMb, rssMb, maxRssMb, events } = measured.get(what)!;
      return {
        what: what === "month" ? (bank === null ? "a simulated month" : "the bank's month") : what,
        events,
        "heap MB": heapMb,
        "RSS MB": rssMb,
        "highest RSS MB": maxRssMb,
        "bytes/contact": each(what) === null ? null : Math.round(each(what)!),
      };
    }),
    notes: [
      `Heap and array buffers after a full collection. The month: embedded log, aggregator and store in one process, nothing dropped. Open: ${CONTACTS} calls of two events each, answered and not ended, on 10 queues and 1,000 agents.`,
    ],
    faults: [...measured].flatMap(([what, { actual, expected }]) => differences(what, actual, expected)),
  };
};
