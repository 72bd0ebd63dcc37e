/**
 * The KPIs of the sites this process owns as Prometheus series (rule 27): counters and gauges of each queue, gauges of each
 * site, team and survey that is counted by name. So many series and no more; what is left out is a metric too.
 */
import { type CommitDraft, queueName, type ViewRow, viewName, viewRow } from "@floorwalker/stream";
import { newFlow, QUEUE_COUNTERS, type QueueFlow } from "./queue-counters.ts";
import { QUEUE_GAUGES, type ShownRow, SITE_GAUGES, SURVEY_GAUGES, TEAM_GAUGES } from "./row-gauges.ts";
import { type Family, labelText, SeriesText } from "./series-text.ts";

/** A thousand queues and some: what one scrape may weigh. */
export const MOST_SERIES = 200_000;

/** Row and flow of a queue, or of a site or team (which have no flow). */
class Shown implements QueueFlow, ShownRow {
  readonly id: string;
  readonly labels: string;
  readonly flow: Flow;
  #bytes: Uint8Array;

  constructor(id: string, labels: string, flow: Flow, bytes: Uint8Array) {
    this.id = id;
    this.labels = labels;
    this.flow = flow;
    this.#bytes = new Uint8Array(bytes);
  }

  /** As committed; what was given may be part of something large. */
  show(bytes: Uint8Array): void {
    this.#bytes = new Uint8Array(bytes);
  }

  /** Made of the owner's vectors, by the files of the KPIs. */
  get row(): ViewRow {
    return viewRow(this.id, this.#bytes);
  }

  get added(): readonly number[] {
    return this.flow.added;
  }

  get retracted(): readonly number[] {
    return this.flow.retracted;
  }
}

class Flow {
  readonly added = newFlow();
  readonly retracted = newFlow();
  /** Of the row it is shown with. */
  id: string | null = null;
}

export interface KpiSeriesOptions {
  readonly most?: number;
  readonly pause?: () => Promise<unknown>;
}

export class KpiSeries {
  readonly #most: number;
  readonly #queues: SeriesText<Shown>;
  readonly #sites: SeriesText<Shown>;
  readonly #teams: SeriesText<Shown>;
  readonly #surveys: SeriesText<Shown>;
  /** By site, queue and channel; kept when a partition goes, so that no counter goes down when it comes back. */
  readonly #flows = new Map<string, Flow>();
  readonly #idsOf = new Map<number, Set<string>>();

  constructor({ most = MOST_SERIES, pause }: KpiSeriesOptions = {}) {
    this.#most = most;
    this.#queues = new SeriesText(withRow([...QUEUE_COUNTERS, ...QUEUE_GAUGES]), pause);
    this.#sites = new SeriesText(withRow(SITE_GAUGES), pause);
    this.#teams = new SeriesText(withRow(TEAM_GAUGES), pause);
    this.#surveys = new SeriesText(withRow(SURVEY_GAUGES), pause);
  }

  /** What was committed. */
  committed(partition: number, { flows, views }: Pick<CommitDraft, "flows" | "views">): void {
    for (const { site, queue, channel, changes } of flows) {
      const flow = this.#flow(site, queue, channel);
      for (let at = 0; at < changes.length; at += 3) {
        flow.added[changes[at]!]! += changes[at + 1]!;
        flow.retracted[changes[at]!]! += changes[at + 2]!;
      }
      if (flow.id !== null) this.#queues.touch(flow.id);
    }
    const ids = this.#idsOf.get(partition) ?? new Set();
    this.#idsOf.set(partition, ids);
    for (const [id, row] of views) {
      const series = this.#seriesOf(id);
      if (series === null) continue;
      if (row === null) {
        this.#forget(series, id);
        ids.delete(id);
        continue;
      }
      ids.add(id);
      const shown = series.get(id);
      if (shown === undefined) series.set(id, this.#shown(id, row));
      else {
        shown.show(row);
        series.touch(id);
      }
    }
  }

  #seriesOf(id: string): SeriesText<Shown> | null {
    if (id.startsWith("queue:")) return this.#queues;
    if (id.startsWith("site:")) return this.#sites;
    if (id.startsWith("survey:")) return this.#surveys;
    return id.startsWith("team:") ? this.#teams : null;
  }

  /** Another process exports its sites from now on. */
  released(partition: number): void {
    for (const id of this.#idsOf.get(partition) ?? []) {
      this.#queues.delete(id);
      this.#sites.delete(id);
      this.#teams.delete(id);
      this.#surveys.delete(id);
    }
    this.#idsOf.delete(partition);
  }

  /** Things whose series are not exported, and how many series those are at most. */
  leftOut(): Readonly<Record<"queues" | "sites" | "teams" | "surveys" | "series", number>> {
    const shown = this.#shares();
    const of = (kind: SeriesText<Shown>, most: number): number => kind.size - most;
    const [sites, teams, surveys, queues] = [
      of(this.#sites, shown.sites),
      of(this.#teams, shown.teams),
      of(this.#surveys, shown.surveys),
      of(this.#queues, shown.queues),
    ];
    const series =
      sites * this.#sites.seriesEach +
      teams * this.#teams.seriesEach +
      surveys * this.#surveys.seriesEach +
      queues * this.#queues.seriesEach;
    return { queues, sites, teams, surveys, series };
  }

  async text(): Promise<string> {
    const { sites, teams, surveys, queues } = this.#shares();
    const first = (await this.#sites.text(sites)) + (await this.#teams.text(teams));
    return first + (await this.#surveys.text(surveys)) + (await this.#queues.text(queues));
  }

  /** Sites come first, and teams and surveys before queues: a queue left out is still in its site's, and of the others there are few. */
  #shares(): Readonly<Record<"sites" | "teams" | "surveys" | "queues", number>> {
    let left = this.#most;
    const shown = (kind: SeriesText<Shown>): number => {
      const count = Math.min(kind.size, Math.floor(left / kind.seriesEach));
      left -= count * kind.seriesEach;
      return count;
    };
    const [sites, teams] = [shown(this.#sites), shown(this.#teams)];
    return { sites, teams, surveys: shown(this.#surveys), queues: shown(this.#queues) };
  }

  #shown(id: string, bytes: Uint8Array): Shown {
    const { kind, site, rest } = viewName(id);
    if (kind === "site") return new Shown(id, labelText({ site }), new Flow(), bytes);
    if (kind === "team") return new Shown(id, labelText({ site, team: rest }), new Flow(), bytes);
    if (kind === "survey") return new Shown(id, labelText({ site, survey: rest }), new Flow(), bytes);
    const { queue, channel } = queueName(rest);
    const flow = this.#flow(site, queue, channel);
    flow.id = id;
    return new Shown(id, labelText({ site, queue, channel }), flow, bytes);
  }

  #forget(series: SeriesText<Shown>, id: string): void {
    series.delete(id);
    const { kind, site, rest } = viewName(id);
    if (kind !== "queue") return;
    const { queue, channel } = queueName(rest);
    this.#flows.delete(flowKey(site, queue, channel));
  }

  #flow(site: string, queue: string, channel: string): Flow {
    const key = flowKey(site, queue, channel);
    let flow = this.#flows.get(key);
    if (flow === undefined) {
      flow = new Flow();
      this.#flows.set(key, flow);
    }
    return flow;
  }
}

const flowKey = (...names: readonly string[]): string => names.join("\u001f");

/** The row is parsed once for all gauges of a thing. */
function withRow(families: readonly (Family<QueueFlow> | Family<ShownRow>)[]): Family<Shown>[] {
  let last: Shown | null = null;
  let parsed: QueueFlow & ShownRow;
  return (families as readonly Family<QueueFlow & ShownRow>[]).map((family, index) => ({
    ...family,
    render: (thing) => {
      if (index === 0 || last !== thing) {
        const { labels, row, added, retracted } = thing;
        parsed = { labels, row, added, retracted };
        last = thing;
      }
      return family.render(parsed);
    },
  }));
}
