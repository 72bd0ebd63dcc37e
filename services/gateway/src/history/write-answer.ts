/** An answer as text, in pieces that are worth sending: nothing of it is held for longer than that takes. */
import { C, COUNTERS, type Kpi, kpisOfCell, localIso } from "@floorwalker/domain";
import { BYTE_ORDER_MARK, type CsvField, csvLine } from "../csv.ts";
import { SLICE } from "../turns.ts";
import type { Stretch } from "./history-interval.ts";
import type { HistoryQuestion } from "./history-question.ts";
import { type HistoryRow, historyRow } from "./history-row.ts";
import type { RowScope } from "./row-scope.ts";
import { RowTexts } from "./row-text.ts";
import type { RowsOfInterval } from "./sum-intervals.ts";

export interface Answer {
  readonly question: HistoryQuestion;
  readonly rows: AsyncIterable<RowsOfInterval>;
  /** Start of the oldest interval that is kept, epoch ms: what came before nobody knows; null: none is. */
  readonly since: number | null;
  /** End of the newest closed interval that is known, epoch ms; null: none is. */
  readonly until: number | null;
  /** Of spans that end no later it is decided whether customers came again, epoch ms. */
  readonly isDecided: (to: number) => boolean;
}

/** Transitions of agents are none of an interval's numbers: it has the times they amounted to. */
const TOLD = COUNTERS.filter((name) => !/(Net|Moment)$/.test(name));

export async function* jsonAnswer({ question, rows, since, until, isDecided }: Answer): AsyncIterable<string> {
  const { sites, region, interval, scope } = question;
  const zone = zoneOf(question);
  const [{ site }] = sites;
  const head = {
    ...ofWhat(question, site),
    zone,
    interval,
    ...written(spanOf(question), zone),
    since: textOf(since, zone),
    until: textOf(until, zone),
  };
  yield `${JSON.stringify(head).slice(0, -1)},"rows":[`;
  const whole = (row: HistoryRow["scope"]): object => (region === null ? { site, ...row } : { region, ...row });
  const texts = new RowTexts(askedKpis(question), whole, question.hidden);
  const policies = new Set<string>();
  const withheld: object[] = [];
  let separator = "";
  let text = "";
  for await (const one of rows) {
    for (const of of one.withheld ?? []) withheld.push({ ...written(one, zone), scope: whole(of) });
    const span = `${JSON.stringify(written(one, zone)).slice(1, -1)},`;
    for (const summands of one.rows.values()) {
      const row = historyRow(one, summands, scope.kind, isDecided);
      for (const policy of row.policies) policies.add(policy);
      text += separator + texts.json(span, row);
      separator = ",";
      if (text.length < SLICE.bytes) continue;
      yield text;
      text = "";
    }
  }
  yield `${text}],"withheld":${JSON.stringify(withheld)},"policies":${JSON.stringify([...policies])}}`;
}

/** The same rows; what cannot be told and what is undefined are both empty. What is withheld has a row too, in which all is. */
export async function* csvAnswer({ question, rows, isDecided }: Answer, withMark: boolean): AsyncIterable<string> {
  const { region, scope, sites } = question;
  const zone = zoneOf(question);
  const kpis = askedKpis(question);
  const counters = TOLD.filter((name) => question.hidden?.has(name) !== true);
  const of = region === null ? "site" : "region";
  const names = [of, ...scope.names];
  const heads = [
    "from",
    "to",
    ...names,
    "restated",
    "policies",
    ...kpis.map(({ id }) => id),
    ...counters.map((name) => `counters.${name}`),
  ];
  let text = (withMark ? BYTE_ORDER_MARK : "") + csvLine(heads);
  for await (const one of rows) {
    const { from, to } = written(one, zone);
    const namesOf = (row: RowScope): readonly CsvField[] => {
      const whole: RowScope = { [of]: region ?? sites[0].site, ...row };
      return names.map((name) => whole[name] ?? null);
    };
    for (const each of one.withheld ?? [])
      text += csvLine([from, to, ...namesOf(each), ...heads.slice(2 + names.length).map(() => null)]);
    for (const summands of one.rows.values()) {
      const row = historyRow(one, summands, scope.kind, isDecided);
      const fields: CsvField[] = [from, to, ...namesOf(row.scope), row.restated, row.policies.join(" ")];
      for (const kpi of kpis) fields.push(kpi.read(row.input));
      for (const name of counters) fields.push(row.input.counters[C[name]]!);
      text += csvLine(fields);
      if (text.length < SLICE.bytes) continue;
      yield text;
      text = "";
    }
  }
  yield text;
}

const askedKpis = ({ scope, kpis }: HistoryQuestion): readonly Kpi[] =>
  kpisOfCell(scope.kind).filter(({ id }) => kpis === null || kpis.has(id));

const ofWhat = ({ region, sites }: HistoryQuestion, site: string): object =>
  region === null ? { site } : { region, sites: sites.map((each) => each.site) };

/** Null: the sites of a region have several. */
const zoneOf = ({ sites }: HistoryQuestion): string | null =>
  new Set(sites.map(({ zone }) => zone)).size === 1 ? sites[0].zone : null;

const spanOf = ({ sites }: HistoryQuestion): Stretch => ({
  from: Math.min(...sites.map(({ from }) => from)),
  to: Math.max(...sites.map(({ to }) => to)),
});

const written = ({ from, to }: Stretch, zone: string | null) => ({ from: textOf(from, zone), to: textOf(to, zone) });

/** By the site's clock, with its offset; by UTC where there are several. */
const textOf = <T extends number | null>(time: T, zone: string | null): string | (T & null) =>
  time === null ? (null as T & null) : localIso(time, zone ?? "UTC");
