/** Every source format by the name that configuration and command line use. A new format is one line here. */
import { asteriskQueueLog } from "./asterisk-queue-log.ts";
import { canonical } from "./canonical.ts";
import type { SourceFormat } from "./source-format.ts";

export const SOURCE_FORMATS = {
  canonical,
  "asterisk-queue-log": asteriskQueueLog,
} as const satisfies Readonly<Record<string, SourceFormat>>;

export type SourceFormatId = keyof typeof SOURCE_FORMATS;
