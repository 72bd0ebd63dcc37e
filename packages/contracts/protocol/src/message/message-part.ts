/** What each kind of alert brings to its message, and what it is written with. */
import type { Language, MessageDisclosure, SiteConfig } from "@floorwalker/domain";
import type { SiteClock } from "../words/site-clock.ts";
import type { ValueFormat } from "../words/value-format.ts";
import type { AlertWords, Label } from "./alert-words.ts";
import type { LiveMoment } from "./live-moment.ts";

export interface MessagePart {
  /** Of the subject, between state and site. */
  readonly title: string;
  readonly sentences: readonly string[];
  readonly facts: readonly (readonly [Label, string])[];
  /** Beside the one to the alert. */
  readonly link?: MessageLink;
}

export interface MessageLink {
  readonly text: string;
  readonly url: string;
}

/** Whom a message is for, and where. */
export interface MessageSetting {
  /** Null: the site is not configured here. */
  readonly site: SiteConfig | null;
  readonly language: Language;
  /** What he is told of single agents. */
  readonly told: MessageDisclosure;
  /** Where people reach the board, without a slash at its end; null: nobody said. */
  readonly publicUrl: string | null;
  /** Where one tap takes the alert; null or absent: there is no such link. */
  readonly takeUrl?: string | null;
}

export interface Writing {
  readonly words: AlertWords;
  readonly format: ValueFormat;
  readonly clock: SiteClock;
  readonly setting: MessageSetting;
  /** Null: it could not be read. */
  readonly moment: LiveMoment | null;
}
