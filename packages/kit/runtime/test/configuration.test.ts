import { DEFAULT_POLICY } from "@floorwalker/domain";
import { expect, test } from "vitest";
import {
  type Configuration,
  configurationJsonSchema,
  demoConfiguration,
  parseConfiguration,
  sampleConfiguration,
} from "../src/index.ts";
import { RECEIVER_KINDS } from "./receiver-kinds.ts";

function parsed(text: string): Configuration {
  const result = parseConfiguration(text, "test.yaml", RECEIVER_KINDS);
  if (!result.ok) throw new Error(JSON.stringify(result.errors, null, 2));
  return result.configuration;
}

function errors(text: string) {
  const result = parseConfiguration(text, "test.yaml", RECEIVER_KINDS);
  if (result.ok) throw new Error("expected errors");
  return result.errors;
}

const codes = (text: string) => errors(text).map(({ path, code }) => `${path} ${code}`);

test("the sample that config init writes is a configuration", () => {
  const { sites, receivers, sources } = parsed(sampleConfiguration());
  const site = sites.get("krakow")!;
  expect(site).toMatchObject({ name: "Kraków", zone: "Europe/Warsaw", region: "central-europe", demo: false });
  expect(site.queues[0]).toEqual({
    queue: "sales",
    channel: "call",
    title: "Sales",
    thresholdMs: 20_000,
    shortAbandonMs: 5_000,
    lostAfterMs: 14_400_000,
    waitLostAfterMs: 86_400_000,
    wrapUpLostAfterMs: 1_800_000,
    policy: null,
    target: 0.8,
    changes: [
      { from: Date.parse("2026-11-30T23:00Z"), thresholdMs: 15_000, target: 0.85 },
      { from: Date.parse("2026-12-24T13:00Z"), thresholdMs: 30_000 },
    ],
  });
  expect(site.rules[0]).toEqual({
    kind: "kpi",
    id: "sales-service-level",
    default: false,
    kpi: "serviceLevelNow",
    queue: "sales",
    channel: "call",
    window: "15m",
    direction: "below",
    limit: 0.7,
    clear: 0.8,
    holdForMs: 60_000,
    minimumSample: 20,
    severity: "critical",
    receivers: ["duty-manager", "chat-room"],
  });
  expect(site.rules[1]).toMatchObject({ limit: 120, clear: 30, direction: "above" });
  expect(site.agents[0]).toEqual({
    agent: "a42",
    aliases: ["PJSIP/1042", "anna@chat"],
    name: "Anna Nowak",
    team: "north",
  });
  expect(site.agents[1]).toEqual({
    agent: "a43",
    name: "Piotr Wiśniewski",
    team: "south",
    moves: [{ from: Date.parse("2026-12-01T23:00Z"), team: "north" }],
  });
  expect(site.impliedPresenceMs).toBe(1_800_000);
  expect(site.oneCallPerAgent).toBeUndefined();
  expect(site.lowScore).toBe(2);
  expect(receivers.get("chat-room")).toMatchObject({ type: "webhook", settings: { secret: "change-me" } });
  expect(sources).toEqual([{ topic: "pbx.krakow.queue-log", format: "asterisk-queue-log", site: "krakow" }]);
});

test("agents have one line where the site says so", () => {
  const { sites } = parsed("sites: [{ id: here, oneCallPerAgent: true }]");
  expect(sites.get("here")!.oneCallPerAgent).toBe(true);
});

test("agents are counted by queue where the site says so", () => {
  expect(parsed("sites: [{ id: here }]").sites.get("here")!.agentsByQueue).toBeUndefined();
  expect(parsed("sites: [{ id: here, agentsByQueue: true }]").sites.get("here")!.agentsByQueue).toBe(true);
});

test("an empty file is a configuration: every site is accepted with defaults", () => {
  expect(parsed("")).toMatchObject({ partitions: 8 });
  expect(parsed("").sites.size).toBe(0);
});

test("a queue takes the defaults of its channel, and without a policy has whatever its site has", () => {
  const site = parsed("sites: [{ id: a, policy: answered-only, queues: [{ queue: q, channel: email }] }]").sites.get(
    "a",
  )!;
  expect(site.queues[0]).toMatchObject({
    title: "q",
    policy: null,
    ...DEFAULT_POLICY.email,
  });
});

test("a rule on a queue with one channel need not name it", () => {
  const site = parsed(
    "sites: [{ id: a, queues: [{ queue: q, channel: chat }], rules: [{ id: r, kpi: waiting, queue: q, above: 5 }] }]",
  ).sites.get("a")!;
  expect(site.rules[0]).toMatchObject({ queue: "q", channel: "chat", limit: 5, clear: 4, holdForMs: 30_000 });
});

test("a rule says what it is about, and what it does not say is that of its kind of KPI; of a mail queue the window is the day", () => {
  const site = parsed(`
receivers: [{ id: room, type: webhook, url: "http://127.0.0.1/x" }]
sites:
  - id: a
    queues: [{ queue: q }, { queue: m, channel: email }]
    sources: [{ source: /acd, silentAfter: 2m }, { source: /old, silentAfter: never }, { source: /chat }]
    defaultReceivers: [room]
    rules:
      - { id: level, kpi: serviceLevel, queue: q, below: 70% }
      - { id: mails, kpi: serviceLevel, queue: m, below: 70% }
      - { id: exact, kpi: abandonRate, above: 10%, clear: 10%, holdFor: 0, minimumSample: 0 }
      - { id: quiet, source: any }
      - { id: pbx, source: /acd, holdFor: 0, severity: critical, receivers: [room] }
`).sites.get("a")!;
  expect(site.rules).toMatchObject([
    { kind: "kpi", window: "15m", limit: 0.7, clear: 0.75, holdForMs: 60_000, minimumSample: 15 },
    { kind: "kpi", window: "day" },
    { kind: "kpi", limit: 0.1, clear: 0.1, holdForMs: 0, minimumSample: 0 },
    { kind: "source", source: null, holdForMs: 60_000, severity: "warning", receivers: [] },
    { kind: "source", source: "/acd", holdForMs: 0, severity: "critical", receivers: ["room"] },
  ]);
  expect(site.sources).toEqual([
    { source: "/acd", silentAfterMs: 120_000 },
    { source: "/old", silentAfterMs: null },
    { source: "/chat" },
  ]);
  expect(site.defaultReceivers).toEqual(["room"]);
});

test("a rule about two things or none, with settings of the other kind, or with a default rule's name is refused", () => {
  expect(
    codes(`
sites:
  - id: a
    sources: [{ source: /acd }, { source: /acd }]
    defaultReceivers: [nobody]
    rules:
      - { id: none, above: 5 }
      - { id: two, kpi: waiting, source: /acd, above: 5 }
      - { id: mixed, source: /acd, below: 5, window: 5m }
      - { id: source-silent, source: any }
      - { id: forever, agent: paused, below: 5 }
      - { id: waits, contact: waiting, team: gold }
      - { id: each, kpi: waiting, eachQueue: true, queue: x, above: 5, and: [{ kpi: nothing, above: 1 }, { kpi: waiting, above: 5, clear: 6 }] }
      - { id: b0, budget: averageWait, burnAbove: 2, above: 3 }
      - { id: b1, budget: serviceLevel, burnAbove: 2 }
      - { id: b2, budget: serviceLevel, eachQueue: true }
      - { id: b3, budget: serviceLevel, eachQueue: true, noReturnIn: 1h, burnWindows: [5m, 5m] }
      - { id: b4, budget: serviceLevel, eachTeam: true, burnAbove: 2, burnClear: 3 }
      - { id: b5, budget: nothing, burnAbove: 2 }
      - { id: t6, kpi: offered, eachTeam: true, above: 3, team: gold }
      - { id: t7, kpi: offered, eachTeam: true, above: 3 }
      - { id: t8, kpi: handled, department: none, above: 3 }
      - { id: g9, kpi: waiting, above: 3, groupWait: 1m }
      - { id: s17, kpi: occupancy, eachQueue: true, above: 90% }
      - { id: s18, kpi: offered, above: 9, department: people, and: [{ kpi: waiting, above: 1 }, { kpi: answered, above: 1 }] }
      - { id: s19, kpi: occupancy, above: 90%, department: lines }
      - { id: s20, kpi: waiting, above: 1, eachQueue: true, department: people }
      - { id: s21, kpi: waiting, above: 1, eachQueue: true, department: lines, group: many }
      - { id: s22, kpi: waiting, above: 1, department: lines, eachTeam: true, group: many, groupWait: 30s }
      - { id: s23, kpi: waiting, above: 1, group: many, groupWait: 31s, groupInterval: 10m }
    departments: [{ id: people }, { id: lines, queues: [line] }]
    queues: [{ queue: line }]
`).sort(),
  ).toEqual(
    [
      "sites[0].defaultReceivers[0] unknown_receiver",
      "sites[0].rules[0].kpi missing",
      "sites[0].rules[1].source two_subjects",
      "sites[0].rules[2].below not_of_a_source",
      "sites[0].rules[2].window not_of_a_source",
      "sites[0].rules[3].id reserved_id",
      "sites[0].rules[4].below not_of_an_agent",
      "sites[0].rules[4].longerThan missing",
      "sites[0].rules[5].longerThan missing",
      "sites[0].rules[5].team not_of_a_contact",
      "sites[0].rules[5].team unknown_team",
      "sites[0].rules[6].and[0].kpi unknown_kpi",
      "sites[0].rules[6].and[1].clear clear_beyond_limit",
      "sites[0].rules[6].eachQueue two_scopes",
      "sites[0].rules[6].queue unknown_queue",
      "sites[0].rules[7].above not_of_a_budget",
      "sites[0].rules[7].budget no_budget",
      "sites[0].rules[8].budget no_target",
      "sites[0].rules[9].burnAbove missing",
      "sites[0].rules[10].burnWindows one_window",
      "sites[0].rules[10].burnWindows without_burn",
      "sites[0].rules[11].budget no_target",
      "sites[0].rules[11].burnClear clear_beyond_limit",
      "sites[0].rules[12].budget unknown_kpi",
      "sites[0].rules[13].eachTeam two_scopes",
      "sites[0].rules[13].team unknown_team",
      "sites[0].rules[14].kpi not_of_scope",
      "sites[0].rules[15].department unknown_department",
      "sites[0].rules[16].groupWait without_group",
      "sites[0].rules[17].kpi not_of_scope",
      "sites[0].rules[18].kpi not_of_scope",
      "sites[0].rules[18].and[0].kpi not_of_scope",
      "sites[0].rules[19].kpi not_of_scope",
      "sites[0].rules[20].department department_of_teams",
      "sites[0].rules[22].department two_scopes",
      "sites[0].rules[23].groupInterval group_waits_differ",
      "sites[0].rules[23].groupWait group_waits_differ",
      "sites[0].sources[1].source duplicate_id",
    ].sort(),
  );
});

test("all errors come at once: shapes, unknown settings, duplicates, names that lead nowhere, levels the wrong way round", () => {
  const found = codes(`
partitions: many
sites:
  - id: kraków!
    zone: Mars/Olympus
    qeues: []
    queues:
      - { queue: sales, threshold: soon }
      - { queue: sales, channel: call }
      - { queue: help, channel: fax }
    agents: [{ id: a1, team: nobody }]
    teams: [{ id: t, department: none }]
    rules:
      - { id: r, kpi: servicelevel, queue: sails, below: 70%, clear: 60%, receivers: [nobody] }
      - { id: r, kpi: waiting, above: 5, clear: 6, remindEvery: 0s }
      - { id: both, kpi: waiting, above: 5, below: 6 }
      - { id: none, kpi: waiting }
      - { id: c, kpi: waiting, channel: call, above: 1 }
  - zone: UTC
receivers:
  - { id: w, type: webhook, url: nowhere }
  - { id: w, type: webhook, url: "http://127.0.0.1/", secretFile: /does/not/exist }
  - { id: s, type: sms }
`);
  for (const expected of [
    "partitions wrong_type",
    "sites[0].id bad_id",
    "sites[0].zone unknown_zone",
    "sites[0].qeues unknown_key",
    "sites[0].queues[0].threshold not_a_duration",
    "sites[0].queues[1].queue duplicate_id",
    "sites[0].queues[2].channel not_one_of",
    "sites[0].agents[0].team unknown_team",
    "sites[0].teams[0].department unknown_department",
    "sites[0].rules[0].kpi unknown_kpi",
    "sites[0].rules[1].remindEvery too_short",
    "sites[0].rules[0].queue unknown_queue",
    "sites[0].rules[0].clear clear_beyond_limit",
    "sites[0].rules[0].receivers[0] unknown_receiver",
    "sites[0].rules[1].id duplicate_id",
    "sites[0].rules[1].clear clear_beyond_limit",
    "sites[0].rules[2].below one_limit",
    "sites[0].rules[3].above one_limit",
    "sites[0].rules[4].channel channel_without_queue",
    "sites[1].id missing",
    "receivers[0].url bad_value",
    "receivers[1].id duplicate_id",
    "receivers[1].secretFile unreadable_file",
    "receivers[2].type not_one_of",
  ])
    expect(found).toContain(expected);
  expect(found).toHaveLength(24);
});

test("an error names its line and, where one is near, the word that was meant", () => {
  const [first, second] = errors(
    "sites:\n  - id: a\n    nmae: x\n    rules:\n      - {id: r, kpi: servicelevel, above: 1}\n",
  );
  expect(first).toMatchObject({ path: "sites[0].nmae", line: 3, fix: 'Did you mean "name"?' });
  expect(second).toMatchObject({ path: "sites[0].rules[0].kpi", line: 5, fix: 'Did you mean "serviceLevel"?' });
});

test("what is not YAML, or no mapping, or says a thing twice, is an error with its line", () => {
  expect(errors("sites: [\n  {")).toMatchObject([
    { code: "not_yaml" },
    ...new Array(errors("sites: [\n  {").length - 1).fill({}),
  ]);
  expect(codes("- a\n- b")).toEqual([" wrong_type"]);
  expect(errors("partitions: 1\npartitions: 2")).toMatchObject([{ code: "duplicate_key", line: 2 }]);
});

test("a rule on a queue with two channels must say which", () => {
  const two = "queues: [{ queue: q, channel: chat }, { queue: q, channel: call }]";
  expect(codes(`sites: [{ id: a, ${two}, rules: [{ id: r, kpi: waiting, queue: q, above: 5 }] }]`)).toEqual([
    "sites[0].rules[0].channel ambiguous_queue",
  ]);
  expect(
    codes(`sites: [{ id: a, ${two}, rules: [{ id: r, kpi: waiting, queue: q, channel: email, above: 5 }] }]`),
  ).toEqual(["sites[0].rules[0].channel unknown_queue"]);
});

test("the demo site is marked, speaks of itself only and has a busy floor", () => {
  const site = demoConfiguration("Asia/Tokyo").sites.get("demo")!;
  expect(site).toMatchObject({ demo: true, zone: "Asia/Tokyo" });
  expect(site.queues.map(({ channel }) => channel)).toEqual([
    "call",
    "call",
    "call",
    "call",
    "call",
    "chat",
    "chat",
    "email",
  ]);
  expect(site.agents).toHaveLength(60);
  expect(new Set(site.agents.map(({ name }) => name)).size).toBe(60);
  const rules = site.rules.filter((rule) => rule.kind === "kpi");
  expect(rules.map(({ kpi }) => kpi)).toEqual(["serviceLevelNow", "longestWaitNow", "abandonRate"]);
  for (const { queue, channel } of rules)
    if (queue !== null)
      expect(site.queues.some((known) => known.queue === queue && known.channel === channel)).toBe(true);
});

test("editors get a JSON Schema", () => {
  expect(JSON.stringify(configurationJsonSchema(RECEIVER_KINDS))).toContain('"shortAbandon"');
});

test("names are taken as they are written, whatever YAML makes of them", () => {
  const names = ["600", "007", "0x1F", "1e3", "1_000", "true", "no", "on", "2026-11-21", "12:30", ".5", "-7"];
  const text = `
sites:
  - id: 0042
    name: 7
    queues: [${names.map((name) => `{ queue: ${name}, threshold: 5 }`).join(", ")}]
    departments: [{ id: 12 }]
    teams: [{ id: 007, department: 12 }]
    agents: [${names.map((name) => `{ id: ${name}, team: 007 }`).join(", ")}]
    rules: [{ id: 1, kpi: abandonRate, queue: 600, above: 0.1, receivers: [99] }]
receivers: [{ id: 99, type: webhook, url: "http://localhost/", secret: 0123 }]
sources: [{ topic: 12, format: canonical, site: 0042, encoding: windows-1250 }]
`;
  const result = parseConfiguration(text, "names.yaml", RECEIVER_KINDS);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  const { sites, receivers, sources } = result.configuration;
  const site = sites.get("0042")!;
  expect(site.name).toBe("7");
  expect(site.queues.map(({ queue, thresholdMs }) => [queue, thresholdMs])).toEqual(names.map((name) => [name, 5_000]));
  expect(site.agents.map(({ agent, team }) => [agent, team])).toEqual(names.map((name) => [name, "007"]));
  expect(site.teams[0]).toMatchObject({ team: "007", department: "12" });
  expect(receivers.get("99")).toMatchObject({ settings: { secret: "0123" } });
  expect(sources).toEqual([{ topic: "12", format: "canonical", site: "0042", encoding: "windows-1250" }]);
});

test("an encoding that nobody knows is an error with the names of some", () => {
  const result = parseConfiguration(
    "sources: [{ topic: t, format: canonical, encoding: klingon }]",
    "f.yaml",
    RECEIVER_KINDS,
  );
  expect(result).toMatchObject({ ok: false, errors: [{ path: "sources[0].encoding", code: "unknown_encoding" }] });
});

test("an agent's other names belong to one agent", () => {
  const agents = (text: string) => `sites: [{ id: here, agents: [${text}] }]`;
  expect(parsed(agents("{ id: ann, aliases: [SIP/1, SIP/2] }, { id: bob }")).sites.get("here")!.agents).toEqual([
    { agent: "ann", aliases: ["SIP/1", "SIP/2"], name: "ann", team: null },
    { agent: "bob", name: "bob", team: null },
  ]);
  expect(codes(agents("{ id: ann, aliases: [SIP/1] }, { id: bob, aliases: [SIP/1] }"))).toEqual([
    "sites[0].agents[1].aliases[0] duplicate_id",
  ]);
  expect(codes(agents("{ id: ann, aliases: [bob, ann] }, { id: bob }"))).toEqual([
    "sites[0].agents[0].aliases[0] duplicate_id",
    "sites[0].agents[0].aliases[1] duplicate_id",
  ]);
});

test("whoever refuses a setting of a running site says where it stands in the file", () => {
  const text = `sites:
  - id: other
  - id: here
    agents: [{ id: ann, team: north }]
    teams: [{ id: north }]
    queues:
      - queue: sales
      - queue: sales
        channel: chat
    goals:
      - { kpi: csat, value: 90% }
      - { kpi: csat, team: north, value: 85% }
`;
  const result = parseConfiguration(text, "here.yaml", RECEIVER_KINDS);
  if (!result.ok) throw new Error(JSON.stringify(result.errors));
  const { placeOf } = result.configuration;
  const places = [
    ["site"],
    ["queue", "sales", "chat"],
    ["team", "ann"],
    ["goal", "csat", "team", "north"],
    ["goal", "csat", "site"],
  ];
  expect(places.map((of) => placeOf!("here", of))).toEqual([
    "here.yaml:3: sites[1]",
    "here.yaml:8: sites[1].queues[1]",
    "here.yaml:4: sites[1].agents[0]",
    "here.yaml:12: sites[1].goals[1]",
    "here.yaml:11: sites[1].goals[0]",
  ]);
  expect([placeOf!("here", ["queue", "gone", "call"]), placeOf!("elsewhere", ["site"])]).toEqual([null, null]);
});

test("a rule on each queue, with what must be the case as well and whom it tells, is assembled with what it leaves out", () => {
  const { sites } = parsed(`
receivers: [{ id: room, type: webhook, url: "https://chat.example.com/x" }]
sites:
  - id: a
    calendars: [{ id: night, hours: { monday: 22:00-06:00 } }]
    rules:
      - id: bad
        title: Too late, too many
        kpi: serviceLevelNow
        eachQueue: true
        below: 70%
        and: [{ kpi: waiting, above: 3 }]
        receivers: [room]
        escalation: [{ after: 5m, receivers: [room] }]
        remindEvery: 30m
        quietHours: night
`);
  expect(sites.get("a")!.rules).toMatchObject([
    {
      kind: "kpi",
      title: "Too late, too many",
      queue: null,
      channel: null,
      each: { of: "queue", usualWindow: true },
      window: "15m",
      limit: 0.7,
      also: [{ kpi: "waiting", window: "15m", direction: "above", limit: 3, clear: 2, minimumSample: 0 }],
      escalation: [{ afterMs: 300_000, receivers: ["room"] }],
      remindEveryMs: 1_800_000,
      quiet: expect.anything(),
    },
  ]);
});

test("how many an agent has at once is said of a queue of chats, and refused of any other", () => {
  const of = (channel: string) =>
    parseConfiguration(
      `sites: [{ id: here, queues: [{ queue: q, channel: ${channel}, concurrency: 3 }] }]`,
      "here.yaml",
      RECEIVER_KINDS,
    );
  const chats = of("chat");
  expect(chats.ok && chats.configuration.sites.get("here")?.queues[0]?.concurrency).toBe(3);
  expect(of("call")).toMatchObject({ errors: [{ code: "only_of_chats", path: "sites[0].queues[0].concurrency" }] });
});
