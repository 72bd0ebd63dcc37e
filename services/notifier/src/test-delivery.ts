/** One message that says plainly that it is a test, to see whether a receiver is reached (`floorwalker alert test`). */
import { alertKey } from "@floorwalker/domain";
import type { DeliveryChannel, DeliveryResult } from "@floorwalker/ports";
import type { AlertMessage } from "@floorwalker/protocol/message";
import type { AlertWriter } from "./write-alert.ts";

const RULE = "floorwalker-alert-test";
const SITE = { site: "test", queue: null, channel: null };

/** One attempt, without a retry. @param receiver id of the channel's receiver. @param now epoch ms; each test is a message of its own. */
export async function testDelivery(
  channel: DeliveryChannel<AlertMessage>,
  writeAlert: AlertWriter,
  receiver: string,
  now: number,
): Promise<DeliveryResult> {
  const message = await writeAlert(
    {
      format: 2,
      key: alertKey(`${RULE}:${receiver}`, { ...SITE, subject: [] }, now, "firing"),
      step: 0,
      reminder: 0,
      owner: null,
      snoozedUntil: null,
      worst: null,
      test: true,
      state: "firing",
      rule: RULE,
      default: false,
      severity: "warning",
      ...SITE,
      about: "kpi",
      kpi: "serviceLevel",
      window: "15m",
      unit: "ratio",
      direction: "below",
      limit: 0.8,
      clear: 0.85,
      value: 0.75,
      sample: 40,
      minimumSample: 15,
      holdForSeconds: 60,
      since: now,
      at: now,
      receivers: [receiver],
    },
    receiver,
  );
  return channel.deliver(message);
}
