/**
 * The cells of a site as history names them: an agent is one whatever his aliases, who is there without a slice of his own is a cell
 * too. What is there at the clock, and what an interval says of it.
 */
import {
  agentCell,
  type CellKey,
  cellKind,
  cellName,
  type Interval,
  type KeptLength,
  keyOfCell,
  type QueuePolicy,
  SIGNED_OUT,
  SITE_CELL,
  type SitePolicy,
  teamCell,
} from "@floorwalker/domain";
import { presentOf } from "../agents/agent-standing.ts";
import type { AgentTable } from "../agents/agent-table.ts";
import type { CellTable } from "../cell-table.ts";
import type { Cell } from "../cells/cell.ts";
import { SLICE_MS, sliceOf } from "../cells/pane-time.ts";
import type { Span } from "../cells/span.ts";
import type { LiveCells } from "../live-cells.ts";
import { versionsIn } from "../policies/versions-in.ts";
import type { SiteContext } from "../site-context.ts";
import { type Balance, balanceOf, NOTHING } from "./balance.ts";
import { intervalNumbers, sumOf } from "./interval-numbers.ts";

/** Its version is the commit's, which the owner knows. */
export type ToldInterval = Omit<Interval, "version">;

export interface ToldCellsParts {
  readonly context: SiteContext;
  readonly cells: CellTable;
  readonly agents: AgentTable;
  readonly live: LiveCells;
}

export class ToldCells {
  readonly #parts: ToldCellsParts;

  constructor(parts: ToldCellsParts) {
    this.#parts = parts;
  }

  nameOf(cell: CellKey): CellKey {
    const kind = cellKind(cell);
    if (kind !== "agent" && kind !== "agentQueue") return cell;
    const name = cellName(cell);
    return "agent" in name ? keyOfCell({ ...name, agent: this.#parts.context.configured.agentOf(name.agent) }) : cell;
  }

  /** Each once. */
  names(): ReadonlySet<CellKey> {
    const { cells, agents } = this.#parts;
    const names = new Set<CellKey>();
    for (const key of cells.keys()) names.add(this.nameOf(key));
    for (const { agent, code, duty } of agents.all())
      if (code !== SIGNED_OUT || duty !== null) names.add(agentCell(agent));
    for (const team of agents.presence.teams()) if (agents.presence.hasAny(team)) names.add(teamCell(team));
    return names;
  }

  /** Those that go by this name; none: nothing of it is kept. */
  cellsOf(name: CellKey): readonly Cell[] {
    const { cells, context } = this.#parts;
    const of = cellName(name);
    if (!("agent" in of)) return cells.has(name) ? [cells.get(name)] : [];
    const aliases = context.configured.agent(of.agent)?.aliases ?? [];
    return [name, ...aliases.map((agent) => keyOfCell({ ...of, agent }))]
      .filter((key) => cells.has(key))
      .map((key) => cells.get(key));
  }

  /** Slices of [from, to), epoch ms. */
  sum(name: CellKey, from: number, to: number): Span {
    return sumOf(this.cellsOf(name), from, to);
  }

  /** Is anything counted in [from, to), epoch ms? */
  hasWithin(name: CellKey, from: number, to: number): boolean {
    return this.cellsOf(name).some(({ slices }) => slices.hasWithin(sliceOf(from), Math.ceil(to / SLICE_MS)));
  }

  /** The first slice from there on in which something is; ∞: there is none. */
  firstSlice(from = Number.NEGATIVE_INFINITY): number {
    const { cells } = this.#parts;
    let first = Number.POSITIVE_INFINITY;
    for (const key of cells.keys()) first = Math.min(first, cells.get(key).slices.firstFrom(from));
    return first;
  }

  /** As of the clock. */
  balanceNow(name: CellKey): Balance {
    const { agents, live } = this.#parts;
    const of = cellName(name);
    if (of.kind === "agent") return balanceOf(presentOf(agents.get(of.agent)), 0, 0);
    if (of.kind === "agentQueue") return NOTHING;
    if (of.kind === "team") return balanceOf(agents.presence.in(of.team), 0, 0);
    const waits = live.ifAny(name);
    const present = name === SITE_CELL ? agents.presence.all : [];
    return balanceOf(present, waits?.waiting ?? 0, waits?.waitingPastThreshold ?? 0);
  }

  /** `span`: of [from, to); it is used up. */
  interval(
    name: CellKey,
    span: Span,
    { length, from, to }: { readonly length: KeptLength; readonly from: number; readonly to: number },
    atEnd: Balance,
  ): ToldInterval {
    const { config, policies } = this.#parts.context;
    const of = cellName(name);
    const versions: readonly (QueuePolicy | SitePolicy)[] =
      of.kind === "queue" ? policies.of(name, of.channel) : policies.site;
    return {
      site: config.id,
      zone: config.zone,
      cell: name,
      length,
      from,
      to,
      restated: 0,
      restatedBy: 0,
      formula: versions[0]!.first.formula,
      policies: versionsIn(versions, { from, to }, span),
      ...intervalNumbers(span, cellKind(name), { from, to, atEnd }),
    };
  }
}
