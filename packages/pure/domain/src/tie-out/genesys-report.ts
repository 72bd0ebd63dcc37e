/**
 * Queue performance of Genesys Cloud, by interval: offered counts in the interval that the interaction entered the queue, answered, abandoned
 * and flow-outs when they happened ("Why does the Offered metric not always equal the Answered plus Abandoned metrics?"); handle, talk, hold
 * and wrap-up when they were over. Its shares are quotients of such columns (answered ÷ offered, abandoned ÷ offered). Its service level leaves short abandons and flow-outs out unless its settings say otherwise: `--formula` then.
 */
import {
  abandoned,
  answered,
  averageHandle,
  averageHold,
  averageTalk,
  averageWaitOfAbandoned,
  averageWaitOfAnswered,
  averageWrapUp,
  entered,
  flowedOut,
  serviceLevel,
  shareOfEntered,
  transferred,
} from "./figure.ts";
import { plainReading } from "./reading.ts";
import type { VendorReport } from "./vendor-report.ts";

export const genesysReport: VendorReport = {
  title: "Genesys Cloud queue performance",
  place: {
    from: ["interval start"],
    to: ["interval end"],
    queue: ["queue name", "queue"],
    channel: ["media type"],
    threshold: [],
  },
  columns: [
    { header: /^offer(?:ed)?$/, figure: entered("queued") },
    { header: /^answer(?:ed)?$/, figure: answered("left") },
    { header: /^answer(?:ed)? %$/, figure: shareOfEntered("answered") },
    { header: /^abandon(?:ed)?$/, figure: abandoned("left") },
    { header: /^abandon(?:ed)? %$/, figure: shareOfEntered("abandoned") },
    { header: /^flow[- ]out$/, figure: flowedOut("left") },
    { header: /^service level %$/, figure: serviceLevel("left") },
    { header: /^asa$/, figure: averageWaitOfAnswered("left") },
    { header: /^avg abandon$/, figure: averageWaitOfAbandoned("left") },
    { header: /^avg handle$/, figure: averageHandle("ended") },
    { header: /^avg talk$/, figure: averageTalk("ended") },
    { header: /^avg hold$/, figure: averageHold("ended") },
    { header: /^avg acw$/, figure: averageWrapUp("ended") },
    { header: /^transfer(?:red)?$/, figure: transferred("ended") },
  ],
  reading: plainReading("short-abandons-excluded"),
  shares: "fraction",
  durations: "milliseconds",
};
