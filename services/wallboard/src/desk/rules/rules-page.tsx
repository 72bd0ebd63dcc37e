/** A rule that is tried before it is in force: written here, checked and rehearsed while it is written, and taken from here into the configuration. */
import "./rules.css";
import { useEffect, useState } from "react";
import { CATALOGUE_PATH, type Catalogue } from "../../answers/catalogue.ts";
import { useAnswer } from "../../live/use-answer.ts";
import {
  type AskedRule,
  readRule,
  ruleOfAlert,
  ruleParams,
  ruleText,
  withFired,
  writtenRule,
} from "../../model/asked-rule.ts";
import { words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { navigate, withParams } from "../navigation.ts";
import { Rehearsed } from "./rehearsed.tsx";
import { RuleFields } from "./rule-fields.tsx";
import { useRehearsal } from "./use-rehearsal.ts";

export default function RulesPage() {
  const { url, site, route, alerts } = useDesk();
  // Of a rule by its name: as it fired last.
  const named = route.page === "rule" ? alerts.find((alert) => alert.rule === route.rule) : undefined;
  const fired = named === undefined ? null : ruleOfAlert(named);
  const asked = withFired(url.searchParams, fired);
  const filled = asked.size > url.searchParams.size ? withParams(url, Object.fromEntries(asked)) : null;
  // Once: from then on the form is what the address says, also when the alert goes.
  useEffect(() => {
    if (filled !== null) navigate(filled, "replace");
  }, [filled]);
  const rule = readRule(asked);
  const catalogue = useAnswer<Catalogue>(CATALOGUE_PATH, null).value;
  const kpis = (catalogue?.kpis ?? []).filter(({ id }) => id in words.kpis);
  const body = site === null ? null : JSON.stringify({ site: site.site, days: rule.days, rule: writtenRule(rule) });
  const rehearsal = useRehearsal(body);
  const change = (changed: Partial<AskedRule>): void =>
    navigate(withParams(url, ruleParams({ ...rule, ...changed })), "replace");
  return (
    <div className="page" data-testid="rules-page">
      <div className="head">
        <h1>{words.rules.try}</h1>
        {route.page === "rule" && (
          <span className="tag" data-testid="named">
            {named === undefined && !asked.has("kpi")
              ? words.agentPage.noRule(route.rule)
              : named !== undefined && fired === null
                ? words.agentPage.notTried(route.rule)
                : route.rule}
          </span>
        )}
        <span className="q s anywhere">{words.rules.hint}</span>
      </div>
      <div className="rules-page">
        <div className="col gap">
          <RuleFields rule={rule} kpis={kpis} change={change} />
          <Written rule={rule} />
        </div>
        <Rehearsed
          rule={rule}
          kpi={kpis.find(({ id }) => id === rule.kpi) ?? null}
          rehearsal={rehearsal}
          change={change}
        />
      </div>
    </div>
  );
}

function Written({ rule }: { readonly rule: AskedRule }) {
  const { written, writtenHint, copy, copied } = words.rules;
  const text = ruleText(rule);
  const [last, setLast] = useState<string | null>(null);
  return (
    <section className="panel" aria-labelledby="rule-written">
      <header>
        <h2 id="rule-written">{written}</h2>
        <span className="grow" />
        <button
          type="button"
          className="btn"
          onClick={() => void navigator.clipboard?.writeText(text).then(() => setLast(text))}
        >
          {last === text ? copied : copy}
        </button>
      </header>
      <div className="body">
        <pre className="rule-text" data-testid="rule-text">
          {text}
        </pre>
        <p className="s q anywhere">{writtenHint}</p>
      </div>
    </section>
  );
}
