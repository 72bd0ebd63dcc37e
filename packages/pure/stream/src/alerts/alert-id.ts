import { part, viewId } from "../views/view-id.ts";
import type { RuleState } from "./rule-state.ts";
import { scopeOfWatched } from "./watched-rule.ts";

/** Of an alert's row, by which people name it too. */
export const alertId = (site: string, { rule }: RuleState): string =>
  viewId("alert", site, part(rule.id), scopeOfWatched(rule));
