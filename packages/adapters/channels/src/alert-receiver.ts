/**
 * What a channel is to the rest of the program: the settings that the configuration file may give a receiver of its kind, and how
 * one is opened. The channel itself is loaded only then: most services check the settings and deliver nothing.
 */
import type { DeliveryChannel } from "@floorwalker/ports";
import type { AlertMessage } from "@floorwalker/protocol/message";
import type { ReportMail } from "@floorwalker/protocol/report";
import type { ReceiverKind } from "@floorwalker/runtime";
import type { z } from "zod";

export interface AlertReceiver<Settings extends z.ZodObject = z.ZodObject> extends ReceiverKind {
  readonly settings: Settings;
  /** @param now wall clock, epoch ms. */
  open(settings: z.output<Settings>, now: () => number): Promise<DeliveryChannel<AlertMessage | ReportMail>>;
}
