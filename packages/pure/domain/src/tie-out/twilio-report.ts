/**
 * TaskQueue statistics of Twilio TaskRouter, one row for each queue and interval, its fields as columns (`split_by_wait_time` with its threshold:
 * `split_by_wait_time.20.below.reservations_accepted`). Tasks count when they enter and when they are accepted or canceled; a reservation is
 * an agent's ("TaskQueue Statistics", cumulative fields).
 */
import {
  abandoned,
  accepted,
  averageWaitOfAbandoned,
  averageWaitOfAnswered,
  entered,
  flowedOut,
  longestWaitOfAnswered,
  within,
} from "./figure.ts";
import { plainReading } from "./reading.ts";
import type { VendorReport } from "./vendor-report.ts";

const LATE = true;

export const twilioReport: VendorReport = {
  title: "Twilio TaskRouter queue statistics",
  place: {
    from: ["start_time"],
    to: ["end_time"],
    queue: ["task_queue", "task_queue_name", "friendly_name", "task_queue_sid"],
    channel: ["task_channel"],
    threshold: [],
  },
  columns: [
    { header: /^tasks_entered$/, figure: entered("queued") },
    { header: /^reservations_accepted$/, figure: accepted("left") },
    { header: /^tasks_canceled$/, figure: abandoned("left") },
    { header: /^tasks_moved$/, figure: flowedOut("left") },
    { header: /^avg_task_acceptance_time$/, figure: averageWaitOfAnswered("left") },
    { header: /^wait_duration_until_accepted\.avg$/, figure: averageWaitOfAnswered("left") },
    { header: /^wait_duration_in_queue_until_accepted\.avg$/, figure: averageWaitOfAnswered("left") },
    { header: /^wait_duration_until_canceled\.avg$/, figure: averageWaitOfAbandoned("left") },
    { header: /^wait_duration_in_queue_until_accepted\.max$/, figure: longestWaitOfAnswered("left") },
    { header: /^split_by_wait_time\.(\d+)\.below\.reservations_accepted$/, figure: within("answered", "left") },
    { header: /^split_by_wait_time\.(\d+)\.above\.reservations_accepted$/, figure: within("answered", "left", LATE) },
    { header: /^split_by_wait_time\.(\d+)\.below\.tasks_canceled$/, figure: within("abandoned", "left") },
    { header: /^split_by_wait_time\.(\d+)\.above\.tasks_canceled$/, figure: within("abandoned", "left", LATE) },
  ],
  reading: plainReading("short-abandons-excluded"),
  shares: "percent",
  durations: "seconds",
};
