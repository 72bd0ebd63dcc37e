/**
 * What the entries of a configuration say about each other. It reads the raw document, not the parsed one, so that these
 * findings come together with the schema's and a person corrects a file in one go. Anything of a wrong type is passed
 * over here: the schema reports it.
 */
import { boardFindings } from "./boards.ts";
import { calendarFindings } from "./calendar/assemble-calendar.ts";
import { customerFindings } from "./customers.ts";
import { changeFindings } from "./dated/change-findings.ts";
import { departmentFindings } from "./department-findings.ts";
import {
  type Entry,
  type Finding,
  list,
  names,
  noSuch,
  type Path,
  text,
  unknownName,
  unknownReceivers,
} from "./finding.ts";
import { goalFindings, regionGoalFindings } from "./goals/goal-findings.ts";
import { privacyFindings } from "./privacy.ts";
import type { ReceiverKind } from "./receiver-kind.ts";
import { reportFindings } from "./report/report-findings.ts";
import { ruleFindings, scopeFindings } from "./rule-findings.ts";
import { scheduleFindings } from "./schedule-findings.ts";
import { groupFindings, tellingFindings } from "./telling-findings.ts";

/** `file`: of the configuration; `kinds`: of receivers. */
export function referenceFindings(raw: unknown, file: string, kinds: readonly ReceiverKind[]): Finding[] {
  const sites = list(raw, "sites");
  const receivers = names(list(raw, "receivers"), "id");
  const reached = kinds.flatMap(({ type, takesReports }) => (takesReports ? type : []));
  const mail = names(
    list(raw, "receivers").filter(({ type }) => reached.includes(text(type))),
    "id",
  );
  return [
    ...duplicates(sites, ["sites"], ["id"]),
    ...duplicates(list(raw, "receivers"), ["receivers"], ["id"]),
    ...duplicates(list(raw, "sources"), ["sources"], ["topic"]),
    ...sites.flatMap((site, index) => siteFindings(site, ["sites", index], receivers, file)),
    ...sites.flatMap((site, index) => reportFindings(site, receivers, mail, ["sites", index])),
    ...regionGoalFindings(list(raw, "goals"), sites, ["goals"]),
    ...duplicates(list((raw as Entry | null)?.privacy, "profiles"), ["privacy", "profiles"], ["id"]),
    ...customerFindings(raw),
    ...privacyFindings(raw, list(raw, "receivers")),
    ...duplicates(list(raw, "boards"), ["boards"], ["id"]),
    ...boardFindings(raw),
  ];
}

function siteFindings(site: Entry, path: Path, receivers: readonly string[], file: string): Finding[] {
  const calendars = list(site, "calendars");
  const queues = list(site, "queues");
  const teams = list(site, "teams");
  const agents = list(site, "agents");
  const rules = list(site, "rules");
  return [
    ...duplicates(calendars, [...path, "calendars"], ["id"]),
    ...calendars.flatMap((calendar, index) => calendarFindings(calendar, file, [...path, "calendars", index])),
    ...unknownName(site, "calendar", names(calendars, "id"), path),
    ...duplicates(queues, [...path, "queues"], ["queue", "channel"]),
    ...queues.flatMap((queue, index) =>
      unknownName(queue, "calendar", names(calendars, "id"), [...path, "queues", index]),
    ),
    ...queues.flatMap((queue, index) => notOfChats(queue, [...path, "queues", index])),
    ...changeFindings(site, path, names(teams, "id"), names(calendars, "id")),
    ...duplicates(list(site, "departments"), [...path, "departments"], ["id"]),
    ...departmentFindings(site, path),
    ...duplicates(teams, [...path, "teams"], ["id"]),
    ...duplicates(list(site, "reasons"), [...path, "reasons"], ["id"]),
    ...duplicates(list(site, "surveys"), [...path, "surveys"], ["id"]),
    ...duplicates(agents, [...path, "agents"], ["id"]),
    ...ambiguousAliases(agents, [...path, "agents"]),
    ...scheduleFindings(agents, names(calendars, "id"), [...path, "agents"]),
    ...duplicates(rules, [...path, "rules"], ["id"]),
    ...teams.flatMap((team, index) =>
      unknownName(team, "department", names(list(site, "departments"), "id"), [...path, "teams", index]),
    ),
    ...unknownQueues(agents, queues, [...path, "agents"]),
    ...unknownQueues(teams, queues, [...path, "teams"]),
    ...agents.flatMap((agent, index) => unknownName(agent, "team", names(teams, "id"), [...path, "agents", index])),
    ...duplicates(list(site, "sources"), [...path, "sources"], ["source"]),
    ...unknownReceivers(site.defaultReceivers, receivers, [...path, "defaultReceivers"]),
    ...goalFindings(site, path),
    ...rules.flatMap((rule, index) => {
      const place = [...path, "rules", index];
      return [
        ...ruleFindings(rule, site, place),
        ...unknownName(rule, "team", names(teams, "id"), place),
        ...unknownName(rule, "department", names(list(site, "departments"), "id"), place),
        ...tellingFindings(rule, receivers, names(calendars, "id"), place),
      ];
    }),
    ...groupFindings(rules, [...path, "rules"]),
  ];
}

/** Of those that an agent or a team serves: `known` are all there are. */
const unknownQueues = (servers: readonly Entry[], known: readonly Entry[], path: Path): Finding[] =>
  servers.flatMap(({ queues }, index) =>
    (Array.isArray(queues) ? queues : []).flatMap((served: unknown, at): Finding[] => {
      const place = [...path, index, "queues", at];
      if (typeof served === "string")
        return names(known, "queue").includes(served) ? [] : [noSuch("queue", served, names(known, "queue"), place)];
      if (served === null || typeof served !== "object") return [];
      const entry = served as Entry;
      return [...unknownName(entry, "queue", names(known, "queue"), place), ...scopeFindings(entry, known, place)];
    }),
  );

/** An alias is one agent's, and nobody's own id. */
function ambiguousAliases(agents: readonly Entry[], path: Path): Finding[] {
  const taken = new Map(names(agents, "id").map((id): [string, string] => [id, "an agent's id"]));
  return agents.flatMap(({ id, aliases }, index): Finding[] =>
    (Array.isArray(aliases) ? aliases : []).flatMap((alias: unknown, at): Finding[] => {
      if (typeof alias !== "string") return [];
      const taker = taken.get(alias);
      taken.set(alias, taker ?? `an alias of ${text(id)}`);
      if (taker === undefined) return [];
      return [
        {
          path: [...path, index, "aliases", at],
          code: "duplicate_id",
          message: `"${alias}" is ${taker} already`,
          fix: "An agent's other names belong to one agent: keep it in one place.",
        },
      ];
    }),
  );
}

function duplicates(entries: readonly Entry[], path: Path, keys: readonly string[]): Finding[] {
  const seen = new Map<string, number>();
  return entries.flatMap((entry, index): Finding[] => {
    if (typeof entry[keys[0]!] !== "string") return [];
    const name = keys.map((key) => text(entry[key] ?? "call")).join(" × ");
    const first = seen.get(name);
    seen.set(name, first ?? index);
    if (first === undefined) return [];
    return [
      {
        path: [...path, index, keys[0]!],
        code: "duplicate_id",
        message: `"${name}" is there already, as ${text(path.at(-1))}[${first}]`,
        fix: "Give each its own name, or remove one.",
      },
    ];
  });
}

/** One call is talked at a time, and a mail is not open while it is not worked on. */
const notOfChats = ({ channel, concurrency }: Entry, path: Path): Finding[] =>
  concurrency === undefined || channel === "chat"
    ? []
    : [
        {
          path: [...path, "concurrency"],
          code: "only_of_chats",
          message: "only chats are handled several at once",
          fix: "Leave it out, or write channel: chat.",
        },
      ];
