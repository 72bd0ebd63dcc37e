/** Two sites alike, each with two queues, teams, agents and a board, whose ids say whose they are; and who of whatever scope may hear them. */
import {
  type AccessScope,
  agentCell,
  agentQueueCell,
  type CanonicalEvent,
  type CellKey,
  DEFAULT_POLICY,
  EVERYTHING,
  type EventType,
  queueCell,
  type Role,
  SITE_CELL,
  type SiteConfig,
  teamCell,
  unconfiguredSite,
} from "@floorwalker/domain";
import { type Board, DEFAULT_BOARDS } from "@floorwalker/protocol/board";

export const T0 = Date.parse("2026-11-29T09:00:00Z");
export const NOW = T0 + 1_800_000;
export const QUARTER = 900_000;
export const SITES = ["s1", "s2"] as const;

export const siteOf = (id: string): SiteConfig => ({
  ...unconfiguredSite(id),
  region: "land",
  agentsByQueue: true,
  queues: ["q1", "q2"].map((queue) => ({
    ...DEFAULT_POLICY.call,
    queue: `${id}-${queue}`,
    channel: "call" as const,
    title: `Queue ${id}-${queue}`,
    policy: null,
    target: 0.8,
  })),
  teams: ["t1", "t2"].map((team) => ({ team: `${id}-${team}`, title: `Team ${id}-${team}`, department: `of-${team}` })),
  departments: [
    ...["of-t1", "of-t2"].map((department) => ({ department, title: department, queues: [] })),
    // Its id says whose it is, as a queue's does.
    { department: `${id}-q8`, title: `Department ${id}-q8`, queues: [`${id}-q2`] },
  ],
  goals: [{ kpi: "abandonRate", scope: { kind: "team", team: `${id}-t2` }, better: "lower", value: 0.05, changes: [] }],
  reasons: [{ reason: "invoice", title: "Invoice" }],
  surveys: [{ survey: "nps", title: "Recommended" }],
  agents: ["1", "2"].map((number) => ({
    agent: `${id}-a${number}`,
    name: `Name of ${id}-a${number}`,
    team: `${id}-t${number}`,
    queues: [{ queue: `${id}-q${number}`, channel: null }],
  })),
});

/** One for each site, naming all its queues. */
export const BOARDS: ReadonlyMap<string, Board> = new Map(
  SITES.map((site) => [
    `hall-${site}`,
    {
      ...DEFAULT_BOARDS.get("wall")!,
      defaultFor: [],
      site,
      queues: ["q1", "q2"].map((queue) => `${site}-${queue}`),
      pages: [
        {
          layout: "grid",
          tiles: ["q1", "q2"].map((queue, index) => ({
            kind: "queue",
            at: { column: 1 + index, row: 1, columns: 1, rows: 1 },
            queue: `${site}-${queue}`,
            channel: "call",
          })),
        },
      ],
    },
  ]),
);

/** Each agent answers calls of both queues, and stays in the second's last one. */
export function eventsOf(site: string): CanonicalEvent[] {
  let count = 0;
  const event = (type: EventType, seconds: number, more: Partial<CanonicalEvent>): CanonicalEvent => ({
    id: `${site}-e${count++}`,
    source: "/acd",
    type,
    time: T0 + seconds * 1_000,
    recordedTime: null,
    site,
    channel: null,
    contact: null,
    segment: null,
    queue: null,
    agent: null,
    data: {},
    ...more,
  });
  return ["1", "2"].flatMap((number) => {
    const agent = `${site}-a${number}`;
    return [
      event("cc.agent.signedIn", Number(number), { agent }),
      ...["q1", "q2"].flatMap((queue, index) => {
        const of = { channel: "call", contact: `${site}-${queue}-c${number}`, queue: `${site}-${queue}` } as const;
        const at = 100 * Number(number) + 400 * index;
        const answered = [
          event("cc.contact.queued", at, of),
          event("cc.contact.answered", at + 30, { ...of, agent }),
          event("cc.contact.ended", at + 60, { ...of, agent }),
        ];
        return index === 0 ? answered : answered.slice(0, 2);
      }),
      event("cc.contact.queued", 900, {
        channel: "call",
        contact: `${site}-q${number}-c9`,
        queue: `${site}-q${number}`,
      }),
    ];
  });
}

export const cellsOf = (site: string): readonly CellKey[] =>
  [SITE_CELL].concat(
    ["1", "2"].flatMap((number) => [
      queueCell(`${site}-q${number}`, "call"),
      teamCell(`${site}-t${number}`),
      agentCell(`${site}-a${number}`),
      agentQueueCell(`${site}-a${number}`, `${site}-q1`, "call"),
    ]),
  );

export const SCOPES: readonly AccessScope[] = [
  EVERYTHING,
  { ...EVERYTHING, sites: ["s1"] },
  { ...EVERYTHING, queues: ["s1-q1"] },
  { ...EVERYTHING, teams: ["s1-t1"] },
  { sites: ["s1"], queues: ["s1-q1"], teams: ["s1-t1"] },
  { sites: ["s1"], queues: [], teams: ["s1-t2"] },
  { sites: ["s1"], queues: ["s1-q2"], teams: [] },
  { sites: [], queues: "all", teams: "all" },
];

/** Managers and admins see what supervisors see. */
export const ASKING = ["viewer", "supervisor"] as const;

const holds = (covered: AccessScope["sites"], id: string): boolean => covered === "all" || covered.includes(id);

/** Of an id as they are called above. */
export function mayBeNamed(id: string, role: Role, { sites, queues, teams }: AccessScope): boolean {
  const [site, part, contact] = id.split("-") as [string, string?, string?];
  if (!holds(sites, site)) return false;
  if (part === undefined) return true;
  if (contact !== undefined) return role !== "viewer" && holds(queues, `${site}-${part}`);
  // The department of the second queue, in whose row it stands.
  if (part === "q8") return holds(queues, `${site}-q2`);
  if (part.startsWith("q")) return holds(queues, `${site}-${part}`);
  if (part.startsWith("t")) return holds(teams, `${site}-${part}`);
  return role !== "viewer" && holds(teams, `${site}-t${part.slice(1)}`);
}

export const idsIn = (text: string): string[] => [...new Set(text.match(/\bs[12](?:-[qta]\d(?:-c\d)?)?\b/g) ?? [])];
