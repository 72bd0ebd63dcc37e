/** One message that says plainly that it is a test, to see whether a receiver is reached (`floorwalker alert test`). */
import { alertKey } from "@floorwalker/domain";
import type { AlertNotification, DeliveryChannel, DeliveryResult } from "@floorwalker/ports";

const RULE = "floorwalker-alert-test";
const SITE = "test";

/** One attempt, without a retry. @param receiver id of the channel's receiver. @param now epoch ms; each test is a message of its own. */
export function testDelivery(channel: DeliveryChannel, receiver: string, now: number): Promise<DeliveryResult> {
  const time = new Date(now).toISOString();
  const notification: AlertNotification = {
    key: alertKey({ id: `${RULE}:${receiver}` }, { site: SITE, queue: null, channel: null }, now, "firing"),
    test: true,
    state: "firing",
    rule: RULE,
    severity: "warning",
    site: SITE,
    kpi: "serviceLevel",
    window: "15m",
    value: 0.75,
    limit: 0.8,
    direction: "below",
    unit: "ratio",
    since: time,
    at: time,
    receivers: [receiver],
  };
  return channel.deliver(notification);
}
