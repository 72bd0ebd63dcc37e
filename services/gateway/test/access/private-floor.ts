/** A contact centre whose agents are called as nothing else is: whatever of them leaves a gateway is found. */
import {
  agentCell,
  agentQueueCell,
  C,
  type CanonicalEvent,
  DEFAULT_POLICY,
  type EventType,
  queueCell,
  SITE_CELL,
  type SiteConfig,
  teamCell,
  unconfiguredSite,
} from "@floorwalker/domain";
import { sampleInterval } from "@floorwalker/ports/contract";

export const SITE = "haven";
/** Of a business day in Warsaw, which began at 23:00 UTC. */
export const T0 = Date.parse("2026-11-24T09:00:00Z");
const QUARTER = 900_000;
const DAY = 86_400_000;

export interface Person {
  readonly agent: string;
  readonly name: string;
  readonly alias: string;
  readonly team: string | null;
}

const NAMES = [
  "Ximena Zapffe",
  "Quillon Wrexham",
  "Zbigniew Brzęczyszczykiewicz",
  "Oyelaran Fjeldsted",
  "Thandeka Vuković",
  "Ingibjörg Przewalska",
  "Kwabena Ostrożyński",
  "欧阳 慕容雪",
];
/** Four are in the team north, two in south, one in tiny, and one in none. */
const TEAMS = ["north", "north", "north", "north", "south", "south", "tiny", null];

export const PEOPLE: readonly Person[] = NAMES.map((name, index) => ({
  agent: `opzx${String.fromCharCode(97 + index)}7731`,
  name,
  alias: `SIP/qq${String.fromCharCode(97 + index)}9042`,
  team: TEAMS[index]!,
}));
/** Whom nobody configured. */
export const STRANGER = "strangerzz5150";

/** Whatever may not be found: names, parts of them, ids and aliases. */
export const FORBIDDEN: readonly string[] = [
  ...PEOPLE.flatMap(({ agent, name, alias }) => [agent, alias, name, ...name.split(" ")]),
  STRANGER,
];

const QUEUES = ["sales", "billing", "small"] as const;

export const FLOOR: SiteConfig = {
  ...unconfiguredSite(SITE),
  name: "Haven",
  zone: "Europe/Warsaw",
  region: "coast",
  agentsByQueue: true,
  queues: QUEUES.map((queue) => ({
    ...DEFAULT_POLICY.call,
    queue,
    channel: "call" as const,
    title: `Queue of ${queue}`,
    policy: null,
    target: 0.8,
  })),
  teams: ["north", "south", "tiny"].map((team) => ({
    team,
    title: `Team ${team}`,
    department: "service",
    queues: (team === "tiny" ? ["small"] : ["sales", "billing"]).map((queue) => ({ queue, channel: null })),
  })),
  departments: [{ department: "service", title: "Service", queues: [] }],
  agents: PEOPLE.map(({ agent, name, alias, team }) => ({ agent, name, aliases: [alias], team })),
  rules: [
    { kind: "agent", state: "paused", limitMs: 60_000, team: null, ...rule("long-pause") },
    { kind: "contact", when: "lowScore", limitMs: 0, queue: null, channel: null, ...rule("rated-low") },
  ],
  goals: PEOPLE.flatMap(({ agent }) =>
    (["averageHandleTime", "csat"] as const).map((kpi) => ({
      kpi,
      scope: { kind: "agent", agent } as const,
      better: kpi === "csat" ? ("higher" as const) : ("lower" as const),
      value: kpi === "csat" ? 0.9 : 300,
      changes: [],
    })),
  ),
};

function rule(id: string) {
  return { id, default: false, holdForMs: 0, severity: "warning" as const, receivers: [] };
}

let count = 0;
export const told = (type: EventType, at: number, more: Partial<CanonicalEvent>): CanonicalEvent => ({
  id: `event-${count++}`,
  source: "/acd",
  type,
  time: at,
  recordedTime: null,
  site: SITE,
  channel: null,
  contact: null,
  segment: null,
  queue: null,
  agent: null,
  data: {},
  ...more,
});

/** Everybody answers a call in each queue he serves, is rated low, hands one on; every second one pauses with a reason. */
export function dayOf(from: number): CanonicalEvent[] {
  const everybody = [...PEOPLE.map(({ agent, team }) => ({ agent, team })), { agent: STRANGER, team: null }];
  return everybody.flatMap(({ agent, team }, index) => {
    const at = from + index * 1_000;
    const next = everybody[(index + 1) % everybody.length]!.agent;
    return [
      told("cc.agent.signedIn", at, { agent }),
      ...(team === "tiny" ? ["small"] : ["sales", "billing"]).flatMap((queue, turn) => {
        const of = { channel: "call", contact: `call-${from % 97}-${index}-${queue}`, queue } as const;
        const begin = at + 60_000 + turn * 120_000;
        const answered = [
          told("cc.contact.queued", begin, of),
          told("cc.contact.answered", begin + 20_000, { ...of, agent }),
        ];
        if (turn === 1)
          return index % 4 === 1 ? [...answered, told("cc.contact.ended", begin + 60_000, { ...of, agent })] : answered;
        return [
          ...answered,
          told("cc.contact.transferred", begin + 40_000, { ...of, agent }),
          told("cc.contact.answered", begin + 45_000, { ...of, agent: next }),
          told("cc.contact.ended", begin + 80_000, { ...of, agent: next }),
          told("cc.contact.escalated", begin + 81_000, of),
          told("cc.survey.answered", begin + 90_000, { ...of, data: { score: 1, scale: "1-5" } }),
        ];
      }),
      ...(index % 2 === 0
        ? [
            told("cc.agent.stateChanged", at + 400_000, {
              agent,
              data: { state: "paused", reason: `Dentist of ${agent}` },
            }),
          ]
        : []),
    ];
  });
}

const SPANS = [
  ["day", T0 - 34 * 3_600_000],
  ["15m", T0 - DAY],
  ["15m", T0 - 4 * QUARTER],
] as const;

/** Closed intervals of everybody, of yesterday and today; `restated`: how often they were told anew. */
export const intervals = (restated: number) =>
  SPANS.flatMap(([length, from]) =>
    [
      SITE_CELL,
      ...QUEUES.map((queue) => queueCell(queue, "call")),
      ...["north", "south", "tiny"].map(teamCell),
      ...[...PEOPLE.map(({ agent }) => agent), STRANGER].flatMap((agent) => [
        agentCell(agent),
        agentQueueCell(agent, "sales", "call"),
      ]),
    ].map((cell) => {
      const made = sampleInterval(
        { cell, site: SITE, length, from, restated, version: { epoch: 1, sequence: 1 + restated } },
        { offered: 4 + restated, answered: 3 },
      );
      if (cell !== SITE_CELL) return made;
      // At night it is one person's: who signed out late is known later.
      const { counters } = made;
      [counters[C.idleTime], counters[C.pausedTime], counters[C.onContactTime]] = [600_000 + restated, 60_000, 100_000];
      return made;
    }),
  );
