/** A rule on its own, as somebody writes it who wants to try it: checked like one of the configuration, against a site as it is configured. */
import type { AlertRule, SiteConfig } from "@floorwalker/domain";
import { parseDocument } from "yaml";
import type { Problem } from "../problem.ts";
import { assembleRule } from "./assemble-rule.ts";
import { type Entry, names, unknownName } from "./finding.ts";
import { ruleFindings } from "./rule-findings.ts";
import { ruleSchema } from "./schema.ts";
import { schemaFindings } from "./schema-findings.ts";
import { tellingFindings } from "./telling-findings.ts";

/** What stands in a file of one rule, YAML or JSON; a text: why it cannot be read. */
export function ruleIn(file: string): { readonly rule: unknown } | string {
  const document = parseDocument(file, { prettyErrors: false, uniqueKeys: true });
  const [error] = document.errors;
  return error === undefined ? { rule: document.toJS() as unknown } : error.message;
}

export type WrittenRule =
  | { readonly ok: true; readonly rule: AlertRule }
  | { readonly ok: false; readonly errors: readonly Problem[] };

/** `raw`: as JSON or YAML says it. `receivers`: the ids that are configured. */
export function readWrittenRule(raw: unknown, site: SiteConfig, receivers: readonly string[]): WrittenRule {
  if (raw === null || typeof raw !== "object" || Array.isArray(raw)) return wrong([NO_RULE]);
  const parsed = ruleSchema.safeParse(raw);
  const entry = raw as Entry;
  const calendars = [...(site.calendars?.keys() ?? [])];
  const queues = site.queues.map(({ queue, channel }) => ({ queue, channel }));
  const teams = site.teams.map(({ team }) => team);
  const departments = (site.departments ?? []).map(({ department, queues: own }) => ({ id: department, queues: own }));
  const goals = (site.goals ?? []).map(({ kpi, scope }) => ({ kpi, ...scope }));
  const findings = [
    ...(parsed.success ? [] : schemaFindings(parsed.error, raw, ruleSchema, [])),
    ...ruleFindings(entry, { queues, goals, departments }, []),
    ...unknownName(entry, "team", teams, []),
    ...unknownName(entry, "department", names(departments, "id"), []),
    ...tellingFindings(entry, receivers, calendars, []),
  ];
  if (!parsed.success || findings.length > 0)
    return wrong(findings.map(({ path, ...rest }) => ({ path: path.join("."), ...rest, line: null })));
  return { ok: true, rule: assembleRule(parsed.data, site) };
}

const wrong = (errors: readonly Problem[]): WrittenRule => ({ ok: false, errors });

const NO_RULE: Problem = {
  path: "",
  code: "wrong_type",
  message: "is no rule",
  fix: "Write one rule as under `rules:` of the configuration: id, kpi, queue, below …",
  line: null,
};
