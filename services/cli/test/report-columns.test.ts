import { VENDOR_REPORTS } from "@floorwalker/domain";
import { expect, test } from "vitest";
import { reportColumns } from "../src/tie-out/report-columns.ts";

const columns = (header: string) => reportColumns(VENDOR_REPORTS.twilio, "report.csv", header.split(","));

test("Twilio's own answer calls a queue by its sid, which goes behind a name where there is one, wherever they stand", () => {
  expect(columns("start_time,end_time,task_queue_sid,tasks_entered").queue).toBe(2);
  const named = columns("start_time,task_queue_sid,end_time,tasks_entered,task_queue_name");
  expect(named.queue).toBe(4);
  expect(named.notCompared).toEqual(["task_queue_sid"]);
  expect(() => columns("start_time,tasks_entered")).toThrow(/no column says the queue/);
});
