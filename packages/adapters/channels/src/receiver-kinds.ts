/** The one list of channels: the configuration's schema, its errors and who delivers an alert all come from it. */
import type { DeliveryChannel } from "@floorwalker/ports";
import type { AlertMessage } from "@floorwalker/protocol/message";
import type { ReportMail } from "@floorwalker/protocol/report";
import type { Receiver, ReceiverKind } from "@floorwalker/runtime";
import type { AlertReceiver } from "./alert-receiver.ts";
import { ALERTMANAGER_RECEIVER } from "./alertmanager/alertmanager-receiver.ts";
import { EMAIL_RECEIVER } from "./email-receiver.ts";
import { OPSGENIE_RECEIVER } from "./opsgenie/opsgenie-receiver.ts";
import { PAGERDUTY_RECEIVER } from "./pagerduty/pagerduty-receiver.ts";
import { SLACK_RECEIVER } from "./slack/slack-receiver.ts";
import { SLACK_WEBHOOK_RECEIVER } from "./slack/slack-webhook-receiver.ts";
import { TEAMS_RECEIVER } from "./teams/teams-receiver.ts";
import { TELEGRAM_RECEIVER } from "./telegram/telegram-receiver.ts";
import { WEBHOOK_RECEIVER } from "./webhook-receiver.ts";

const KINDS = [
  WEBHOOK_RECEIVER,
  EMAIL_RECEIVER,
  SLACK_RECEIVER,
  SLACK_WEBHOOK_RECEIVER,
  TEAMS_RECEIVER,
  PAGERDUTY_RECEIVER,
  OPSGENIE_RECEIVER,
  ALERTMANAGER_RECEIVER,
  TELEGRAM_RECEIVER,
] as const;

export const RECEIVER_KINDS: readonly ReceiverKind[] = KINDS;

/** @param now wall clock, epoch ms. @throws Error when the configuration was checked by another list than this. */
export async function openReceiver(
  { type, settings }: Receiver,
  now: () => number,
): Promise<DeliveryChannel<AlertMessage | ReportMail>> {
  const kind = (KINDS as readonly AlertReceiver[]).find((each) => each.type === type);
  if (kind === undefined) throw new Error(`there is no kind of receiver "${type}"`);
  // They have been through the schema of this very kind.
  return kind.open(settings, now);
}
