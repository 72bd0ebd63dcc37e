/**
 * What an alert watches, a union on `kind`, so that each place that handles rules says what it does with every kind. Each has its
 * file: what is written of it, and how its alert is judged. (Its rows and messages call it `about`: there `kind` is the kind of row.)
 */
import type { AgentRule } from "./agent-alert.ts";
import type { BudgetRule } from "./budget-alert.ts";
import type { ContactRule } from "./contact-alert.ts";
import type { KpiRule } from "./kpi-alert.ts";
import type { SourceRule } from "./source-alert.ts";

export type AlertRule = KpiRule | BudgetRule | SourceRule | AgentRule | ContactRule;
