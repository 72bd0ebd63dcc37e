/**
 * The site that is there without any configuration: what the simulator plays and every screen marks as DEMO. Its names
 * are made up, its thresholds the ones most centres start with.
 */
import {
  type AgentConfig,
  type BacklogBounds,
  Calendar,
  type Channel,
  DEFAULT_POLICY,
  type Goal,
  type KpiRule,
  NOTHING_SPECIAL,
  type QueueConfig,
  type ServedQueue,
  type SiteConfig,
} from "@floorwalker/domain";
import { type Configuration, emptyConfiguration } from "./configuration.ts";

export const DEMO_SITE = "demo";

/** `zone`: IANA name. */
export function demoConfiguration(zone = "Europe/Warsaw"): Configuration {
  return { ...emptyConfiguration(), sites: new Map([[DEMO_SITE, demoSite(zone)]]) };
}

const demoSite = (zone: string): SiteConfig => ({
  id: DEMO_SITE,
  name: "Riverside (demo)",
  zone,
  region: "Central Europe",
  demo: true,
  policy: "short-abandons-excluded",
  agentsByQueue: true,
  calendars: new Map([[MAIL_HOURS, mailHours(zone)]]),
  queues: [
    queue("sales", "call", "Sales", 20, 0.8),
    queue("support", "call", "Support", 30, 0.8),
    queue("billing", "call", "Billing", 30, 0.8),
    queue("retention", "call", "Retention", 15, 0.85),
    queue("emergency", "call", "Emergency line", 10, 0.95),
    queue("sales", "chat", "Sales chat", 40, 0.85),
    queue("support", "chat", "Support chat", 60, 0.8),
    {
      ...queue("backoffice", "email", "Back office e-mail", 4 * 3_600, 0.9),
      calendar: mailHours(zone),
      backlog: MAIL_BACKLOG,
    },
  ],
  teams: [
    { team: "north", title: "Team North", department: "service" },
    { team: "south", title: "Team South", department: "service" },
  ],
  reasons: [
    { reason: "delivery", title: "Where is my order" },
    { reason: "invoice", title: "Invoice" },
    { reason: "returns", title: "Returns" },
    { reason: "contract", title: "Contract" },
    { reason: "fault", title: "Fault" },
    { reason: "advice", title: "Advice" },
  ],
  surveys: [
    { survey: "after-contact", title: "How satisfied were you?" },
    { survey: "recommend", title: "Would you recommend us?" },
    { survey: "how-easy", title: "How easy was it?" },
  ],
  departments: [{ department: "service", title: "Customer service", queues: [] }],
  agents: NAMES.map(agent),
  sources: [],
  defaultReceivers: [],
  goals: [
    goal("serviceLevel", { kind: "site" }, "higher", 0.8),
    goal("abandonRate", { kind: "site" }, "lower", 0.05),
    goal("csat", { kind: "site" }, "higher", 0.8),
    goal("serviceLevel", { kind: "department", department: "service" }, "higher", 0.85),
    goal("serviceLevel", { kind: "team", team: "north" }, "higher", 0.85),
    goal("serviceLevel", { kind: "team", team: "south" }, "higher", 0.85),
    goal("averageHandleTime", { kind: "queue", queue: "support", channel: "call" }, "lower", 240),
  ],
  rules: [
    rule({
      id: "support-service-level",
      kpi: "serviceLevelNow",
      queue: "support",
      channel: "call",
      window: "15m",
      direction: "below",
      limit: 0.7,
      clear: 0.78,
      holdForMs: 30_000,
      minimumSample: 20,
      severity: "critical",
    }),
    rule({
      id: "longest-wait",
      kpi: "longestWaitNow",
      queue: "sales",
      channel: "call",
      window: "5m",
      direction: "above",
      limit: 120,
      clear: 45,
      holdForMs: 10_000,
      minimumSample: 0,
      severity: "warning",
    }),
    rule({
      id: "abandon-rate",
      kpi: "abandonRate",
      queue: null,
      channel: null,
      window: "30m",
      direction: "above",
      limit: 0.12,
      clear: 0.08,
      holdForMs: 60_000,
      minimumSample: 50,
      severity: "warning",
    }),
  ],
});

/** Early and late shift, every day. */
const HOUR_MS = 3_600_000;
/** An answer within four hours. */
const MAIL_BACKLOG: BacklogBounds = {
  agesMs: [HOUR_MS, 4 * HOUR_MS, 16 * HOUR_MS],
  dueMs: [HOUR_MS / 2, 2 * HOUR_MS],
};

const MAIL_HOURS = "mail-hours";
const mailHours = (zone: string): Calendar => {
  const day = [{ from: 6 * 60, to: 22 * 60 }];
  const weekly = Array.from({ length: 7 }, () => day);
  return new Calendar({ id: MAIL_HOURS, zone, weekly, special: NOTHING_SPECIAL });
};

const queue = (id: string, channel: Channel, title: string, thresholdSeconds: number, target: number): QueueConfig => ({
  ...DEFAULT_POLICY[channel],
  queue: id,
  channel,
  title,
  thresholdMs: thresholdSeconds * 1_000,
  policy: null,
  target,
});

const rule = (values: Omit<KpiRule, "kind" | "default" | "receivers">): KpiRule => ({
  kind: "kpi",
  default: false,
  ...values,
  receivers: [],
});

const agent = (name: string, index: number): AgentConfig => ({
  agent: `a${String(index + 1).padStart(3, "0")}`,
  name,
  team: index % 2 === 0 ? "north" : "south",
  queues: queuesOf(index),
});

/** As the simulator divides the teams. */
function queuesOf(index: number): readonly ServedQueue[] {
  const on = (channel: Channel, ...queues: readonly string[]) => queues.map((queue) => ({ queue, channel }));
  if (index % 2 === 0) return index < 54 ? on("call", "sales", "billing", "emergency") : on("email", "backoffice");
  return index < 40 ? on("call", "support", "retention") : on("chat", "sales", "support");
}

const goal = (kpi: string, scope: Goal["scope"], better: Goal["better"], value: number): Goal => ({
  kpi,
  scope,
  better,
  value,
  changes: [],
});

const GIVEN = ["Anna", "Ben", "Carla", "David", "Elena", "Filip", "Greta", "Hugo", "Irene", "Jakub"];
const FAMILY = ["Adler", "Bianchi", "Chen", "Dudek", "Evans", "Ferrari"];

/** 60 names, no two alike. */
const NAMES = FAMILY.flatMap((family) => GIVEN.map((given) => `${given} ${family}`));
