/** What a rule on a number consists of, to be chosen and typed. */
import type { ReactNode } from "react";
import type { KpiEntry } from "../../answers/catalogue.ts";
import { type AskedRule, RULE_WINDOWS } from "../../model/asked-rule.ts";
import { nameIn, words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";

export interface RuleFieldsProps {
  readonly rule: AskedRule;
  readonly kpis: readonly KpiEntry[];
  readonly change: (changed: Partial<AskedRule>) => void;
}

const SITE = "site";
const EACH = "each";

export function RuleFields({ rule, kpis, change }: RuleFieldsProps) {
  const { queues } = useDesk();
  const { rules } = words;
  const of = rule.eachQueue ? EACH : rule.queue === null ? SITE : JSON.stringify([rule.queue, rule.channel]);
  const text = (name: "limit" | "clear" | "holdFor" | "least", label: string): ReactNode => (
    <label>
      <span>{label}</span>
      <input
        className="field"
        value={rule[name]}
        spellCheck={false}
        onChange={(event) => change({ [name]: event.target.value })}
      />
    </label>
  );
  return (
    <form className="panel" aria-labelledby="rule-title" onSubmit={(event) => event.preventDefault()}>
      <header>
        <h2 id="rule-title">{rules.rule}</h2>
      </header>
      <div className="body rule-fields">
        <label className="wide">
          <span>{rules.kpi}</span>
          <select
            className="field"
            data-filter
            value={rule.kpi}
            onChange={(event) => change({ kpi: event.target.value })}
          >
            {(kpis.length === 0 ? [{ id: rule.kpi }] : kpis).map(({ id }) => (
              <option key={id} value={id}>
                {nameIn(words.kpis, id)}
              </option>
            ))}
          </select>
        </label>
        <label className="wide">
          <span>{rules.of}</span>
          <select className="field" value={of} onChange={(event) => change(chosen(event.target.value))}>
            <option value={SITE}>{words.wholeSite}</option>
            <option value={EACH}>{rules.eachQueue}</option>
            {queues.map(({ queue, channel, title }) => (
              <option key={`${queue} ${channel}`} value={JSON.stringify([queue, channel])}>
                {words.queueOnChannel(title, nameIn(words.channels, channel))}
              </option>
            ))}
          </select>
        </label>
        <label>
          <span>{rules.side}</span>
          <select
            className="field"
            value={rule.side}
            onChange={(event) => change({ side: event.target.value === "above" ? "above" : "below" })}
          >
            <option value="below">{rules.below}</option>
            <option value="above">{rules.above}</option>
          </select>
        </label>
        {text("limit", rules.limit)}
        <label>
          <span>{rules.over}</span>
          <select className="field" value={rule.window} onChange={(event) => change({ window: event.target.value })}>
            {RULE_WINDOWS.map((window) => (
              <option key={window} value={window}>
                {nameIn(words.windows, window)}
              </option>
            ))}
          </select>
        </label>
        {text("clear", rules.clear)}
        {text("holdFor", rules.holdFor)}
        {text("least", rules.least)}
        <label className="wide">
          <span>{rules.severity}</span>
          <select
            className="field"
            value={rule.severity}
            onChange={(event) => change({ severity: event.target.value === "warning" ? "warning" : "critical" })}
          >
            <option value="critical">{words.severity.critical}</option>
            <option value="warning">{words.severity.warning}</option>
          </select>
        </label>
        <p className="s q wide anywhere">{rules.limitHint}</p>
      </div>
    </form>
  );
}

function chosen(of: string): Pick<AskedRule, "queue" | "channel" | "eachQueue"> {
  if (of === SITE || of === EACH) return { queue: null, channel: null, eachQueue: of === EACH };
  const [queue, channel] = JSON.parse(of) as readonly [string, string];
  return { queue, channel, eachQueue: false };
}
