/** E-mail as a kind of receiver. */
import { z } from "zod";
import type { AlertReceiver } from "./alert-receiver.ts";

const settings = z.object({
  to: z.array(z.email()).min(1),
  from: z.string().min(3),
  /** With user and password when the server wants them. */
  smtp: z.url({ protocol: /^smtps?$/, error: "must be a URL that starts with smtp:// or smtps://" }),
});

export const EMAIL_RECEIVER: AlertReceiver<typeof settings> = {
  type: "email",
  takesReports: true,
  settings,
  open: async (given) => new (await import("./email-channel.ts")).EmailChannel(given),
};
