/** An alert is written when it is sent, in the words of who gets it: by the configuration as it is then, and by how things stand. */
import { LANGUAGES, type Language, type SiteConfig } from "@floorwalker/domain";
import type { AlertNotification } from "@floorwalker/protocol/alerts";
import { type AlertMessage, alertMessage, type LiveMoment, toldEpisode } from "@floorwalker/protocol/message";
import { type Logger, SYSTEM_TIMING, signLink, type Timing } from "@floorwalker/runtime";
import type { LiveMoments } from "./live-moments.ts";
import type { ReceiverDisclosure } from "./receiver-disclosure.ts";
import { within } from "./within.ts";

export interface AlertWriterOptions {
  readonly sites: () => ReadonlyMap<string, SiteConfig>;
  readonly receivers: () => ReadonlyMap<string, { readonly language: Language }>;
  /** Where people reach the board, without a slash at its end; null: nobody said. */
  readonly publicUrl: () => string | null;
  /** What each is told of single agents. */
  readonly told: ReceiverDisclosure;
  /** Key of links that take an alert; null or absent: messages have none. */
  readonly linkSecret?: string | null;
  /** Absent: there is nothing to read how things stand from. */
  readonly moments?: LiveMoments;
  /** Hears of a moment that could not be read. */
  readonly logger?: Logger;
  readonly timing?: Timing;
  /** Longest reading, ms: an alert waits for nothing, and an attempt has to end within its lease. */
  readonly readMs?: number;
}

/** `receiver`: its id. */
export type AlertWriter = (notification: AlertNotification, receiver: string) => Promise<AlertMessage>;

const READ_MS = 1_000;
/** A link in an old mail takes nothing. */
const LINK_LASTS_MS = 86_400_000;

export function alertWriter(options: AlertWriterOptions): AlertWriter {
  const {
    sites,
    receivers,
    publicUrl,
    linkSecret = null,
    moments,
    logger,
    timing = SYSTEM_TIMING,
    readMs = READ_MS,
  } = options;
  const momentOf = async (notification: AlertNotification): Promise<LiveMoment | null> => {
    if (moments === undefined || notification.state !== "firing" || notification.about === "group") return null;
    try {
      return await within(moments.of(notification), readMs, timing);
    } catch (error) {
      logger?.warn("alert_moment_unread", { rule: notification.rule, site: notification.site, error });
      return null;
    }
  };
  const takeUrlOf = (notification: AlertNotification, receiver: string, alert: string): string | null => {
    const board = publicUrl();
    const { state, test, step, at, about } = notification;
    if (linkSecret === null || board === null || state !== "firing" || test === true || about === "group") return null;
    const claim = { alert, receiver, step, expiresAt: at + LINK_LASTS_MS };
    return `${board}/take/${signLink(linkSecret, claim)}`;
  };
  return async (notification, receiver) => {
    const [{ message: told }, moment] = await Promise.all([
      options.told(receiver, notification.site),
      momentOf(notification),
    ]);
    return alertMessage(
      notification,
      {
        site: sites().get(notification.site) ?? null,
        language: receivers().get(receiver)?.language ?? LANGUAGES[0],
        told,
        publicUrl: publicUrl(),
        takeUrl: takeUrlOf(notification, receiver, toldEpisode(notification, told)),
      },
      moment,
    );
  };
}
