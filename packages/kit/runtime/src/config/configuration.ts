/** The configuration as the program uses it, and how a file becomes one: every problem at once, or a complete value. */
import { readFileSync } from "node:fs";
import {
  type Channel,
  DEFAULT_LIMITS,
  DEFAULT_POLICY,
  type Goal,
  type Limits,
  type QueueConfig,
  type ServedQueue,
  type SiteConfig,
} from "@floorwalker/domain";
import { DEFAULT_PARTITIONS } from "@floorwalker/events";
import type { Board } from "@floorwalker/protocol/board";
import type { SourceFormatId } from "@floorwalker/sources";
import { LineCounter, type Node, parseDocument } from "yaml";
import type { Problem } from "../problem.ts";
import { namesAsWritten } from "./as-written.ts";
import { assembleRule } from "./assemble-rule.ts";
import { assembleBacklog } from "./backlog-bounds.ts";
import { assembleBoards } from "./boards.ts";
import { assembleCalendar, holidayFiles } from "./calendar/assemble-calendar.ts";
import { assembleCustomers, type ConfiguredCustomers, CUSTOMERS_AS_TOLD, customerKeyFiles } from "./customers.ts";
import {
  assembleMoves,
  assembleQueueChanges,
  assembleSchedule,
  assembleSiteChanges,
} from "./dated/assemble-changes.ts";
import type { Finding } from "./finding.ts";
import { assembleGoals, assembleRegionGoals } from "./goals/assemble-goals.ts";
import { assembleHistory, KEPT_FOR, type KeptFor } from "./history.ts";
import { assembleLimits, assembleSiteLimits } from "./limits.ts";
import { type PlaceOf, placesIn } from "./place-of.ts";
import { assemblePrivacy, type ConfiguredPrivacy, keyFiles, NO_PRIVACY } from "./privacy.ts";
import type { Receiver, ReceiverKind } from "./receiver-kind.ts";
import { referenceFindings } from "./references.ts";
import { assembleReport } from "./report/assemble-report.ts";
import { assembleRetention, RETENTION, type Retention } from "./retention.ts";
import { type ConfigurationFile, configurationSchema, type SiteFile } from "./schema.ts";
import { schemaFindings } from "./schema-findings.ts";
import { missingSecrets, readSecrets, secretFiles } from "./secrets.ts";
import { assembleOidc, type OidcSettings } from "./sign-in/oidc-settings.ts";

export interface Configuration {
  /** Partitions of the events topic. */
  readonly partitions: number;
  readonly sites: ReadonlyMap<string, SiteConfig>;
  readonly receivers: ReadonlyMap<string, Receiver>;
  /** By id. */
  readonly boards: ReadonlyMap<string, Board>;
  /** Topics read besides the project's own. */
  readonly sources: readonly SourceTopic[];
  /** How much of what nobody configured is taken in. */
  readonly limits: Limits;
  /** Of regions. */
  readonly goals: readonly Goal[];
  /** How long closed intervals are kept, ms. */
  readonly history: KeptFor;
  /** Where people sign in besides here; null: nowhere. */
  readonly oidc: OidcSettings | null;
  /** Who is told how much of single agents. */
  readonly privacy: ConfiguredPrivacy;
  /** Whose customers are hashed. */
  readonly customers: ConfiguredCustomers;
  /** How long single fields about somebody are kept. */
  readonly retention: Retention;
  /** Which other files were read: holidays and secrets. */
  readonly files: readonly string[];
  /** Absent: it is of no file. */
  readonly placeOf?: PlaceOf;
}

export interface SourceTopic {
  readonly topic: string;
  readonly format: SourceFormatId;
  /** Site of records whose key and headers name none. */
  readonly site: string | null;
  /** How bytes are read that are not UTF-8; absent: windows-1252. */
  readonly encoding?: string;
}

export type ConfigurationResult =
  | { readonly ok: true; readonly configuration: Configuration }
  /** `files`: others that it names, as far as that can be told: what is wrong may be mended in one of them. */
  | { readonly ok: false; readonly errors: readonly Problem[]; readonly files: readonly string[] };

/** Nothing configured: every site and queue is accepted with defaults. */
export const emptyConfiguration = (): Configuration => ({
  partitions: DEFAULT_PARTITIONS,
  sites: new Map(),
  receivers: new Map(),
  boards: new Map(),
  sources: [],
  limits: DEFAULT_LIMITS,
  goals: [],
  history: KEPT_FOR,
  oidc: null,
  privacy: NO_PRIVACY,
  customers: CUSTOMERS_AS_TOLD,
  retention: RETENTION,
  files: [],
});

/** Reads and parses a file; a file that cannot be read is a problem like any other. */
export function loadConfiguration(file: string, kinds: readonly ReceiverKind[]): ConfigurationResult {
  try {
    return parseConfiguration(readFileSync(file, "utf8"), file, kinds);
  } catch (error) {
    const message = `cannot read ${file}: ${(error as Error).message}`;
    return {
      ok: false,
      files: [],
      errors: [
        {
          path: "",
          code: "unreadable_file",
          message,
          fix: "Name an existing file, or write one with: npx floorwalker config init",
          line: null,
        },
      ],
    };
  }
}

/** `file` is named in messages, and files of holidays lie beside it. Those, and the ones named by `secretFile`, are read. `kinds`: of receivers. */
export function parseConfiguration(text: string, file: string, kinds: readonly ReceiverKind[]): ConfigurationResult {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  if (document.errors.length > 0) {
    const errors = document.errors.map(({ code, message, pos }) => ({
      path: "",
      code: code === "DUPLICATE_KEY" ? "duplicate_key" : "not_yaml",
      message: `${file}: ${message}`,
      fix: "Correct the YAML at this line; `npx floorwalker config init` writes a sample.",
      line: lines.linePos(pos[0]).line,
    }));
    return { ok: false, errors, files: [] };
  }
  const schema = configurationSchema(kinds);
  namesAsWritten(document, schema);
  const raw: unknown = document.toJS() ?? {};
  const parsed = schema.safeParse(raw);
  const secrets = new Map<string, string>();
  const findings = [
    ...(parsed.success
      ? []
      : schemaFindings(
          parsed.error,
          raw,
          schema,
          kinds.map(({ type }) => type),
        )),
    ...referenceFindings(raw, file, kinds),
    ...missingSecrets(raw, kinds),
    ...readSecrets(raw, secrets),
  ];
  const lineOf = (path: Finding["path"]): number | null => {
    for (let length = path.length; length > 0; length--) {
      const node = document.getIn(path.slice(0, length), true) as Node | undefined;
      if (node?.range) return lines.linePos(node.range[0]).line;
    }
    return null;
  };
  if (parsed.success && findings.length === 0) {
    const placeOf = placesIn(raw, (path) => `${file}:${lineOf(path)}: ${formatPath(path)}`);
    return { ok: true, configuration: { ...assemble(parsed.data, secrets, file), placeOf } };
  }
  return {
    ok: false,
    files: parsed.success ? otherFiles(parsed.data, file) : [],
    errors: findings.map(({ path, ...rest }) => ({ path: formatPath(path), ...rest, line: lineOf(path) })),
  };
}

const formatPath = (path: Finding["path"]): string =>
  path.map((part, index) => (typeof part === "number" ? `[${part}]` : `${index > 0 ? "." : ""}${part}`)).join("");

function assemble(file: ConfigurationFile, secrets: ReadonlyMap<string, string>, path: string): Configuration {
  return {
    partitions: file.partitions ?? DEFAULT_PARTITIONS,
    sites: new Map(file.sites.map((site) => [site.id, assembleSite(site, path)])),
    receivers: new Map(
      file.receivers.map(({ id, type, language, privacy, ...settings }): [string, Receiver] => {
        const secret = secrets.get(id);
        return [
          id,
          { id, type, language, privacy, settings: secret === undefined ? settings : { ...settings, secret } },
        ];
      }),
    ),
    boards: assembleBoards(file.boards),
    limits: assembleLimits(file.limits),
    goals: assembleRegionGoals(file),
    history: assembleHistory(file.history),
    oidc: assembleOidc(file.signIn),
    privacy: assemblePrivacy(file.privacy),
    customers: assembleCustomers(file.customers, file.sites),
    retention: assembleRetention(file.retention),
    files: otherFiles(file, path),
    sources: file.sources.map(({ topic, format, site, encoding }) => ({
      topic,
      format,
      site: site ?? null,
      ...(encoding === undefined ? {} : { encoding }),
    })),
  };
}

const otherFiles = (file: ConfigurationFile, path: string): readonly string[] => [
  ...file.sites.flatMap(({ calendars }) => holidayFiles(calendars, path)),
  ...secretFiles(file.receivers),
  ...keyFiles(file.privacy),
  ...customerKeyFiles(file.customers),
];

/** `path`: of the configuration. */
function assembleSite(site: SiteFile, path: string): SiteConfig {
  const never = Number.POSITIVE_INFINITY;
  const calendars = new Map(site.calendars.map((one) => [one.id, assembleCalendar(one, site.zone, path)]));
  const queues = site.queues.map((queue): QueueConfig => {
    const defaults = DEFAULT_POLICY[queue.channel];
    return {
      queue: queue.queue,
      channel: queue.channel,
      title: queue.title ?? queue.queue,
      thresholdMs: queue.threshold ?? defaults.thresholdMs,
      shortAbandonMs: queue.shortAbandon ?? defaults.shortAbandonMs,
      lostAfterMs: queue.lostAfter ?? defaults.lostAfterMs,
      waitLostAfterMs: queue.waitLostAfter === "never" ? never : (queue.waitLostAfter ?? defaults.waitLostAfterMs),
      wrapUpLostAfterMs: queue.wrapUpLostAfter ?? defaults.wrapUpLostAfterMs,
      policy: queue.policy ?? null,
      target: queue.target,
      ...(queue.concurrency === undefined ? {} : { concurrency: queue.concurrency }),
      ...assembleBacklog(queue.backlog),
      ...(queue.changes.length === 0 ? {} : { changes: assembleQueueChanges(queue, site.zone, calendars) }),
      ...(queue.calendar === undefined ? {} : { calendar: calendars.get(queue.calendar)! }),
    };
  });
  const departments = site.departments.map(({ id, title, queues: ofIt }) => ({
    department: id,
    title: title ?? id,
    queues: ofIt,
  }));
  return {
    id: site.id,
    name: site.name ?? site.id,
    zone: site.zone,
    region: site.region ?? null,
    demo: site.demo,
    queues,
    agents: site.agents.map((agent) => ({
      agent: agent.id,
      ...(agent.aliases.length === 0 ? {} : { aliases: agent.aliases }),
      name: agent.name ?? agent.id,
      team: agent.team ?? null,
      ...(agent.queues === undefined ? {} : { queues: agent.queues.map(servedQueue) }),
      ...assembleMoves(agent, site.zone),
      ...assembleSchedule(agent, site.zone, calendars),
    })),
    ...(site.impliedPresence === undefined ? {} : { impliedPresenceMs: site.impliedPresence }),
    ...(site.oneCallPerAgent ? { oneCallPerAgent: true } : {}),
    ...(site.agentsByQueue ? { agentsByQueue: true } : {}),
    ...(site.lowScore === undefined ? {} : { lowScore: site.lowScore }),
    ...(site.firstContactWithin === undefined ? {} : { firstContactMs: site.firstContactWithin }),
    teams: site.teams.map(({ id, title, department, queues }) => ({
      team: id,
      title: title ?? id,
      department: department ?? null,
      ...(queues === undefined ? {} : { queues: queues.map(servedQueue) }),
    })),
    ...(site.reasons.length === 0
      ? {}
      : { reasons: site.reasons.map(({ id, title }) => ({ reason: id, title: title ?? id })) }),
    ...(site.surveys.length === 0
      ? {}
      : { surveys: site.surveys.map(({ id, title }) => ({ survey: id, title: title ?? id })) }),
    departments,
    ...(site.limits === undefined ? {} : { limits: assembleSiteLimits(site.limits) }),
    sources: site.sources.map(({ source, silentAfter }) =>
      silentAfter === undefined ? { source } : { source, silentAfterMs: silentAfter === "never" ? null : silentAfter },
    ),
    rules: site.rules.map((rule) => assembleRule(rule, { queues, departments, calendars })),
    ...(calendars.size === 0 ? {} : { calendars }),
    defaultReceivers: site.defaultReceivers,
    ...(site.report === undefined ? {} : { report: assembleReport(site.report, site.queues) }),
    ...(site.goals.length === 0 ? {} : { goals: assembleGoals(site) }),
    policy: site.policy,
    ...(site.attribution === undefined ? {} : { attribution: site.attribution }),
    ...(site.changes.length === 0 ? {} : { changes: assembleSiteChanges(site, calendars) }),
    ...(site.calendar === undefined ? {} : { calendar: calendars.get(site.calendar)! }),
  };
}

const servedQueue = (served: string | { readonly queue: string; readonly channel: Channel }): ServedQueue =>
  typeof served === "string" ? { queue: served, channel: null } : served;
