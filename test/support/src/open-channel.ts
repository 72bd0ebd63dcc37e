/** A channel as the configuration file opens it, to a place of a test. */
import { SlackChannel } from "@floorwalker/channels";
import { openReceiver, RECEIVER_KINDS } from "@floorwalker/channels/receivers";
import { parseConfiguration, type Timing } from "@floorwalker/runtime";

/** How each kind is configured so that it sends to `url`. */
export const CHANNEL_SETTINGS: Readonly<Record<string, (url: string) => object>> = {
  webhook: (url) => ({ url, secret: "change-me" }),
  slack: (api) => ({ api, conversation: "C0FLOOR", secret: "xoxb-of-a-test" }),
  "slack-webhook": (url) => ({ url }),
  teams: (url) => ({ url }),
  pagerduty: (url) => ({ url, secret: "0123456789abcdef0123456789abcdef" }),
  opsgenie: (url) => ({ url, secret: "key-of-a-test" }),
  alertmanager: (url) => ({ url, secret: "token-of-a-test" }),
  telegram: (api) => ({ api, chat: -1001, secret: "token-of-a-test" }),
};

/** In which a second is over at once. */
const HASTY: Timing = {
  monotonic: () => performance.now(),
  after: (_, call) => {
    const soon = setImmediate(call);
    return () => clearImmediate(soon);
  },
};

export async function openChannel(type: string, url: string) {
  if (type === "slack")
    return new SlackChannel({ api: url, conversation: "C0FLOOR", token: "xoxb-of-a-test", timing: HASTY });
  const text = JSON.stringify({ receivers: [{ id: "floor", type, ...CHANNEL_SETTINGS[type]!(url) }] });
  const read = parseConfiguration(text, "floorwalker.yaml", RECEIVER_KINDS);
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  return openReceiver(read.configuration.receivers.get("floor")!, Date.now);
}

/** As Slack answers what was posted. */
export const slackAnswers = (): string => JSON.stringify({ ok: true, channel: "C0FLOOR", ts: "1764077528.000100" });
