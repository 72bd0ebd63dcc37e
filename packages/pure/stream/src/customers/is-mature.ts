/** Whether the customers of all contacts of a span that ends then have come again is decided: they had the time. */
import { FIRST_CONTACT_MS } from "@floorwalker/domain";
import type { SiteContext } from "../site-context.ts";

export const isMature = ({ clock, config }: Pick<SiteContext, "clock" | "config">, to: number): boolean =>
  to + (config.firstContactMs ?? FIRST_CONTACT_MS) <= clock;
