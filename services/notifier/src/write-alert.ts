/** An alert is written when it is sent, in the words of who gets it: by the configuration as it is then. */
import { LANGUAGES, type Language, type SiteConfig } from "@floorwalker/domain";
import type { AlertNotification } from "@floorwalker/protocol/alerts";
import { type AlertMessage, alertMessage } from "@floorwalker/protocol/message";

export interface AlertWriterOptions {
  readonly sites: () => ReadonlyMap<string, SiteConfig>;
  readonly receivers: () => ReadonlyMap<string, { readonly language: Language }>;
  /** Where people reach the board, without a slash at its end; null: nobody said. */
  readonly publicUrl: () => string | null;
}

/** `receiver`: its id. */
export type AlertWriter = (notification: AlertNotification, receiver: string) => Promise<AlertMessage>;

export const alertWriter =
  ({ sites, receivers, publicUrl }: AlertWriterOptions): AlertWriter =>
  async (notification, receiver) =>
    alertMessage(
      notification,
      {
        site: sites().get(notification.site) ?? null,
        language: receivers().get(receiver)?.language ?? LANGUAGES[0],
        agentName: null,
        publicUrl: publicUrl(),
      },
      null,
    );
