/**
 * Which queues, teams, agents, reasons and surveys a site has, for every route that is asked by their names. Laws:
 * N1  A name that whoever asks may not see is refused in the same words whether there is one or not: before anything else is said of it.
 * N2  A name is there when the configuration has it, a row shows it, or the history keeps something of it. Of one that nothing came of
 *     (in that span, or yet) the answer is empty, as it is true.
 * N3  Any other is none: `unknown_…`, with those that he sees. An empty answer would pass for a quiet one.
 * N4  What is configured or shown asks nobody. Of another name the history is asked once a minute at most, however often it is asked for,
 *     and only for what its days do not tell: of years of quarters nothing is counted. Which days it has it is asked once a minute of a site.
 */
import {
  agentCell,
  type CellKey,
  CHANNELS,
  type Channel,
  queueCell,
  type SiteConfig,
  tagCell,
  teamCell,
} from "@floorwalker/domain";
import type { History, KeptSpan } from "@floorwalker/ports";
import type { Logger } from "@floorwalker/runtime";
import { queueName, viewId } from "@floorwalker/stream";
import { BEYOND_SCOPE, type Sight } from "./access/sight.ts";
import { BadQuery } from "./facts/query-fault.ts";
import type { HeldRow } from "./held-row.ts";
import { Remembered } from "./remembered.ts";

export type NamedKind = "queue" | "team" | "agent" | "reason" | "survey";
export const NAMED_KINDS: readonly NamedKind[] = ["queue", "team", "agent", "reason", "survey"];
export type NamesAsked = Readonly<Partial<Record<NamedKind, readonly string[]>>>;

/** What is counted of those that nobody configured. */
const OTHER = "other";
const MOST_NAMED = 20;
const MINUTE_MS = 60_000;
const ASK_AGAIN = "Ask again; /readyz and the gateway's log say why.";
const AWAY = {
  history_unavailable: "No row shows it, and the history, which may, cannot be reached now.",
  state_unavailable: "No row shows it, and what its owner has counted of today, which may, cannot be reached now.",
} as const;

export interface KnownRows {
  row(id: string): HeldRow | null;
  rows(): Iterable<HeldRow>;
}

export interface KnownNamesParts {
  readonly known: KnownRows;
  /** Null: none is kept. */
  readonly history: Pick<History, "count" | "kept"> | null;
  /** Whom their owner has counted something of today, though no row shows them any more. */
  readonly countedAgents: (site: string) => Promise<ReadonlySet<string>>;
  /** Wall clock, epoch ms. */
  readonly clock: () => number;
  readonly logger: Pick<Logger, "warn">;
}

export class KnownNames {
  readonly #known: KnownRows;
  readonly #history: KnownNamesParts["history"];
  readonly #logger: KnownNamesParts["logger"];
  readonly #kept: Remembered<boolean>;
  readonly #days: Remembered<KeptSpan | null>;
  readonly #counted: Remembered<ReadonlySet<string>>;
  readonly #countedAgents: KnownNamesParts["countedAgents"];

  constructor({ known, history, countedAgents, clock, logger }: KnownNamesParts) {
    this.#known = known;
    this.#history = history;
    this.#logger = logger;
    this.#countedAgents = countedAgents;
    this.#kept = new Remembered(MINUTE_MS, clock);
    this.#days = new Remembered(MINUTE_MS, clock);
    this.#counted = new Remembered(MINUTE_MS, clock);
  }

  /** `channels`: of a queue, those that are asked for. @throws BadQuery */
  async expect(site: SiteConfig, asked: NamesAsked, channels: readonly Channel[], sight: Sight): Promise<void> {
    for (const kind of NAMED_KINDS) {
      const names = asked[kind] ?? [];
      for (const name of names) if (!isSeen(kind, site.id, name, sight)) throw beyondScope(kind);
      // Whoever is told of agents by other names has asked for one of those: which there are was seen when it was read.
      if (kind === "agent" && sight.told.hides) continue;
      for (const name of names)
        if (!(await this.#isThere(kind, site, name, channels))) throw this.#unknown(kind, site, name, channels, sight);
    }
  }

  /** One of these sites has the queue. @throws BadQuery */
  async expectInOne(sites: readonly SiteConfig[], queue: string, sight: Sight): Promise<void> {
    const [first] = sites;
    const seen = sites.filter(({ id }) => isSeen("queue", id, queue, sight));
    if (first === undefined || seen.some((site) => this.#isShown("queue", site, queue, CHANNELS))) return;
    for (const { id } of seen) if (await this.#isKept("queue", id, cellsOf("queue", queue, CHANNELS))) return;
    throw seen.includes(first) ? this.#unknown("queue", first, queue, CHANNELS, sight) : beyondScope("queue");
  }

  /** On which a queue is known. */
  async channelsOf(site: SiteConfig, queue: string): Promise<readonly Channel[]> {
    const shown = CHANNELS.filter((channel) => this.#isShown("queue", site, queue, [channel]));
    if (shown.length > 0) return shown;
    const kept = await Promise.all(
      CHANNELS.map((channel) => this.#isKept("queue", site.id, [queueCell(queue, channel)])),
    );
    return CHANNELS.filter((_, index) => kept[index]);
  }

  async #isThere(kind: NamedKind, site: SiteConfig, name: string, channels: readonly Channel[]): Promise<boolean> {
    if (this.#isShown(kind, site, name, channels)) return true;
    if (await this.#isKept(kind, site.id, cellsOf(kind, name, channels))) return true;
    return kind === "agent" && (await this.#isCounted(site.id, name));
  }

  /** Who signed out in the quarter in which he came has no row and no interval yet. @throws BadQuery: nobody can say. */
  async #isCounted(site: string, agent: string): Promise<boolean> {
    try {
      return (await this.#counted.of(site, () => this.#countedAgents(site))).has(agent);
    } catch (error) {
      throw this.#away("agent", "state_unavailable", error);
    }
  }

  #isShown(kind: NamedKind, site: SiteConfig, name: string, channels: readonly Channel[]): boolean {
    if (configured(kind, site, channels).includes(name)) return true;
    if (kind !== "queue") return this.#known.row(viewId(kind, site.id, name)) !== null;
    return channels.some((channel) => this.#known.row(viewId(kind, site.id, name, channel)) !== null);
  }

  /** @throws BadQuery: nobody can say. */
  async #isKept(kind: NamedKind, site: string, cells: readonly CellKey[]): Promise<boolean> {
    const history = this.#history;
    if (history === null) return false;
    try {
      return await this.#kept.of(`${site} ${cells.join(" ")}`, async () => {
        const days = await this.#days.of(site, () => history.kept(site, "day"));
        const spans = [...(days === null ? [] : [["day", days] as const]), ...notIn(days)];
        for (const [length, { from, to }] of spans)
          if ((await history.count({ site, of: { cells }, length, from, to })) > 0) return true;
        return false;
      });
    } catch (error) {
      throw this.#away(kind, "history_unavailable", error);
    }
  }

  #away(kind: NamedKind, code: keyof typeof AWAY, error: unknown): BadQuery {
    this.#logger.warn(code, { error });
    return new BadQuery(kind, AWAY[code], ASK_AGAIN, code, 503);
  }

  #unknown(kind: NamedKind, site: SiteConfig, name: string, channels: readonly Channel[], sight: Sight): BadQuery {
    const on = kind === "queue" && channels.length === 1 ? ` for ${channels[0]}` : "";
    const meant = kind === "agent" ? site.agents.find(({ aliases }) => aliases?.includes(name))?.agent : undefined;
    const names = meant !== undefined && isSeen(kind, site.id, meant, sight) ? [meant] : this.#seen(kind, site, sight);
    const fix =
      names.length === 0
        ? `No ${kind} of it is configured, or heard of now.`
        : `Use one of: ${names.slice(0, MOST_NAMED).join(", ")}.`;
    return new BadQuery(kind, `There is no ${kind} "${name}"${on} in ${site.id}.`, fix, `unknown_${kind}`, 404);
  }

  /** Whatever the channel. */
  #seen(kind: NamedKind, site: SiteConfig, sight: Sight): readonly string[] {
    const rows = [...this.#known.rows()].flatMap(({ name }) =>
      name.kind === kind && name.site === site.id ? [kind === "queue" ? queueName(name.rest).queue : name.rest] : [],
    );
    const names = new Set([...configured(kind, site, CHANNELS), ...rows]);
    return [...names].filter((name) => isSeen(kind, site.id, name, sight)).sort();
  }
}

/** A quarter of an hour is in its day as soon as that is over. */
function notIn(days: KeptSpan | null): readonly (readonly ["15m", KeptSpan])[] {
  if (days === null) return [["15m", { from: 0, to: Number.MAX_SAFE_INTEGER }]];
  return [
    ["15m", { from: days.to, to: Number.MAX_SAFE_INTEGER }],
    ["15m", { from: 0, to: days.from }],
  ];
}

function configured(kind: NamedKind, site: SiteConfig, channels: readonly Channel[]): readonly string[] {
  switch (kind) {
    case "queue":
      return site.queues.filter(({ channel }) => channels.includes(channel)).map(({ queue }) => queue);
    case "team":
      return site.teams.map(({ team }) => team);
    case "agent":
      return site.agents.map(({ agent }) => agent);
    case "reason":
      return withOther((site.reasons ?? []).map(({ reason }) => reason));
    case "survey":
      return withOther((site.surveys ?? []).map(({ survey }) => survey));
  }
}

const withOther = (names: readonly string[]): readonly string[] => (names.length === 0 ? [] : [...names, OTHER]);

function cellsOf(kind: NamedKind, name: string, channels: readonly Channel[]): readonly CellKey[] {
  switch (kind) {
    case "queue":
      return channels.map((channel) => queueCell(name, channel));
    case "team":
      return [teamCell(name)];
    case "agent":
      return [agentCell(name)];
    default:
      return [tagCell(kind, name)];
  }
}

function isSeen(kind: NamedKind, site: string, name: string, sight: Sight): boolean {
  if (kind === "queue") return sight.sees({ of: "queue", site, queue: name });
  return sight.seesCell(site, cellsOf(kind, name, [])[0]!);
}

const beyondScope = (kind: NamedKind): BadQuery =>
  new BadQuery(kind, BEYOND_SCOPE.message, BEYOND_SCOPE.fix, BEYOND_SCOPE.code, 403);
