/**
 * What `queue show` and QueueStatus of Asterisk say of a queue, as differences between two readings of its counters. `Completed` counts when
 * the talk is over; `Abandoned` are callers who hung up, timed out, were withdrawn or found nobody there, but not who pressed a key
 * (app_queue.c, `record_abandoned`). Its Holdtime and TalkTime are running averages without an interval: they cannot be compared.
 */
import { abandoned, answered, serviceLevel } from "./figure.ts";
import { type How, plainReading, type Reading } from "./reading.ts";
import type { VendorReport } from "./vendor-report.ts";

const own = plainReading("early-abandons-met");

const BY_ABANDON: ReadonlySet<string | null> = new Set(["timeout", "empty", "withdrawn"]);

const how: Reading["how"] = (segment): How => {
  const plain = own.how(segment);
  if (plain !== "flowedOut") return plain;
  return BY_ABANDON.has(segment.reason) ? "abandoned" : null;
};

const reading: Reading = { ...own, how };

/** ServicelevelPerf is over completed calls alone, whatever formula the other column has. */
const answeredOnly = {
  ...serviceLevel("ended"),
  part: (...[segment, by, thresholdMs]: Parameters<ReturnType<typeof serviceLevel>["part"]>) =>
    serviceLevel("ended").part(segment, { ...by, formula: "answered-only" }, thresholdMs),
};

export const asteriskReport: VendorReport = {
  title: "Asterisk queue show",
  place: {
    from: ["from", "interval", "time"],
    to: ["to"],
    queue: ["queue"],
    channel: [],
    threshold: ["servicelevel"],
  },
  columns: [
    { header: /^completed$/, figure: answered("ended") },
    { header: /^abandoned$/, figure: abandoned("left") },
    { header: /^servicelevelperf$/, figure: answeredOnly },
    { header: /^servicelevelperf2$/, figure: serviceLevel("ended") },
  ],
  reading,
  shares: "percent",
  durations: "seconds",
};
