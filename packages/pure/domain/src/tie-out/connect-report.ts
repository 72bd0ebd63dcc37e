/**
 * Historical metrics of Amazon Connect, by interval. They come of contact records, which count by when the contact was disconnected; columns
 * that name another timestamp count by that one ("Metric definitions" of its administrator guide, data lake reference queries). The guide's service level divides
 * what left the queue in time by what was queued; its exports agree with `early-abandons-met`.
 */
import {
  abandoned,
  answered,
  averageHandle,
  averageHeld,
  averageHold,
  averageTalk,
  averageWaitOfAbandoned,
  averageWaitOfAnswered,
  averageWrapUp,
  entered,
  longestWait,
  serviceLevel,
  shareOf,
  transferred,
  within,
} from "./figure.ts";
import { plainReading } from "./reading.ts";
import type { VendorReport } from "./vendor-report.ts";

export const connectReport: VendorReport = {
  title: "Amazon Connect historical metrics",
  place: {
    from: ["startinterval", "start interval"],
    to: ["endinterval", "end interval"],
    queue: ["queue", "queue name"],
    channel: ["channel"],
    threshold: [],
  },
  columns: [
    { header: /^contacts queued$/, figure: entered("ended") },
    { header: /^contacts queued \(enqueue timestamp\)$/, figure: entered("queued") },
    { header: /^contacts handled$/, figure: answered("ended") },
    { header: /^contacts handled \(connected to (?:the )?agent timestamp\)$/, figure: answered("left") },
    { header: /^contacts? abandoned$/, figure: abandoned("ended") },
    { header: /^contacts abandoned in (\d+) seconds?$/, figure: within("abandoned", "ended") },
    { header: /^contacts answered in (\d+) seconds?$/, figure: within("answered", "ended") },
    { header: /^service level (\d+)(?: seconds?)?$/, figure: serviceLevel("ended") },
    { header: /^abandonment rate$/, figure: shareOf("abandoned", "ended") },
    { header: /^average queue answer time$/, figure: averageWaitOfAnswered("ended") },
    { header: /^average queue abandon time$/, figure: averageWaitOfAbandoned("ended") },
    { header: /^maximum queued time$/, figure: longestWait("ended") },
    { header: /^average handle time$/, figure: averageHandle("ended") },
    { header: /^average agent interaction time$/, figure: averageTalk("ended") },
    { header: /^average customer hold time$/, figure: averageHeld("ended") },
    { header: /^average customer hold time all contacts$/, figure: averageHold("ended") },
    { header: /^average after contact work time$/, figure: averageWrapUp("ended") },
    { header: /^contacts transferred out$/, figure: transferred("ended") },
  ],
  reading: plainReading("early-abandons-met"),
  shares: "percent",
  durations: "seconds",
};
