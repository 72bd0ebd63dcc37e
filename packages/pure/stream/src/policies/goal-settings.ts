/** The target of a goal among a site's dated settings: what it is of, and of which KPI, is its key. */
import type { Goal, SiteConfig } from "@floorwalker/domain";

/** `name`: of the queue (then its channel), the team, the department or the agent; of the site there is none. */
export type GoalKey = readonly ["goal", kpi: string, kind: string, ...name: string[]];

export const keyOfGoal = ({ kpi, scope: { kind, ...name } }: Goal): GoalKey => [
  "goal",
  kpi,
  kind,
  ...Object.values(name),
];

export const targetOf = ({ better, value }: Goal): Pick<Goal, "better" | "value"> => ({ better, value });

/** The configuration with this target in the place of its own; also of a goal that it does not list any more. */
export function withGoal(config: SiteConfig, of: GoalKey, target: object, changes: readonly object[]): SiteConfig {
  const [, kpi, kind, name, channel] = of;
  const scope = {
    kind,
    ...(name === undefined ? {} : { [kind]: name }),
    ...(channel === undefined ? {} : { channel }),
  };
  const others = (config.goals ?? []).filter((goal) => JSON.stringify(keyOfGoal(goal)) !== JSON.stringify(of));
  return { ...config, goals: [...others, { kpi, scope, ...target, changes } as unknown as Goal] };
}
