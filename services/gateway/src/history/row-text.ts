/**
 * Rows of an answer as JSON, written as text: an object of each row's counters would cost as much again as all the rest. What rows have
 * in common is written once. Law: it is what `JSON.stringify` makes of `{ from, to, scope, counters, kpis, restated, policies }`.
 */
import { COUNTERS, type CounterName, type Counters, type Kpi, type KpiInput } from "@floorwalker/domain";
import type { HistoryRow } from "./history-row.ts";
import type { RowScope } from "./row-scope.ts";

const NAMES = COUNTERS.map((name) => `${JSON.stringify(name)}:`);
const ALL_TOLD: ReadonlySet<CounterName> = new Set();

export class RowTexts {
  readonly #kpis: readonly (readonly [name: string, kpi: Kpi])[];
  readonly #whole: (scope: RowScope) => object;
  readonly #told: readonly number[];
  readonly #scopes = new Map<RowScope, string>();
  readonly #policies = new Map<string, string>();

  /** `whole`: what the answer shows as a row's scope; of one object it is asked once. `hidden`: counters that are not told. */
  constructor(kpis: readonly Kpi[], whole: (scope: RowScope) => object, hidden: ReadonlySet<CounterName> = ALL_TOLD) {
    this.#told = COUNTERS.flatMap((name, index) => (hidden.has(name) ? [] : [index]));
    this.#kpis = kpis.map((kpi) => [`${JSON.stringify(kpi.id)}:`, kpi]);
    this.#whole = whole;
  }

  /** `span`: the row's from and to, with their names and a comma behind them. */
  json(span: string, { scope, input, restated, policies }: HistoryRow): string {
    const counters = countersText(input.counters, this.#told);
    return `{${span}"scope":${this.#scopeText(scope)},"counters":{${counters}},"kpis":{${this.#kpisText(input)}},"restated":${restated},"policies":${this.#policiesText(policies)}}`;
  }

  #kpisText(input: KpiInput): string {
    let text = "";
    for (const [name, kpi] of this.#kpis) text += `${text === "" ? "" : ","}${name}${numberText(kpi.read(input))}`;
    return text;
  }

  #scopeText(scope: RowScope): string {
    let text = this.#scopes.get(scope);
    if (text === undefined) {
      text = JSON.stringify(this.#whole(scope));
      this.#scopes.set(scope, text);
    }
    return text;
  }

  #policiesText(policies: readonly string[]): string {
    const key = policies.length === 1 ? policies[0]! : JSON.stringify(policies);
    let text = this.#policies.get(key);
    if (text === undefined) {
      text = JSON.stringify(policies);
      this.#policies.set(key, text);
    }
    return text;
  }
}

function countersText(counters: Counters, told: readonly number[]): string {
  let text = "";
  for (const index of told) {
    const amount = counters[index]!;
    if (amount !== 0) text += `${text === "" ? "" : ","}${NAMES[index]}${amount}`;
  }
  return text;
}

const numberText = (value: number | null): string =>
  value === null || !Number.isFinite(value) ? "null" : String(value);
