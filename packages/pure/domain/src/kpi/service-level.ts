export const SERVICE_LEVEL_POLICIES = [
  "answered-only",
  "abandons-count",
  "short-abandons-excluded",
  "early-abandons-ignored",
  "early-abandons-met",
  "removed-in-time",
  "flow-outs-count",
] as const;

export type ServiceLevelPolicyId = (typeof SERVICE_LEVEL_POLICIES)[number];
