/** The rules of a site against its numbers as of its clock: those of which something changed or is due. Live and in rehearsals alike. */
import type { SiteReader, SiteSpans } from "../site-reader.ts";
import type { SiteState } from "../site-state.ts";

export function evaluateAlerts(site: SiteState, reader: SiteReader): void {
  let spans: SiteSpans | null = null;
  const siteSpans = (): SiteSpans => {
    spans ??= reader.siteSpans();
    return spans;
  };
  const { alerts, cells, sources, agents, dueRules: due } = site;
  alerts.evaluate(
    { cells: cells.changed.takeForRules(), sources: sources.changed, agents: agents.changed, due },
    {
      kpi: (rule) => reader.kpiReading(rule, siteSpans),
      budget: (rule) => reader.budgetReading(rule, siteSpans),
      source: (source) => sources.reading(source),
      agent: (agent) => reader.agentReading(agent),
      contact: (rule) => reader.contactReading(rule),
    },
  );
  due.clear();
}
