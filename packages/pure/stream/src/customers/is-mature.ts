/** Whether the customers of all contacts of a span that ends then have come again is decided: they had the time. */
import { maturesAt } from "@floorwalker/domain";
import type { SiteContext } from "../site-context.ts";

export const isMature = ({ clock, policies }: Pick<SiteContext, "clock" | "policies">, to: number): boolean =>
  maturesAt(policies.site, to) <= clock;
