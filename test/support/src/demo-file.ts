/** The demo's site as a configuration file (`infra/docker/demo.yaml`), so that separate services know what `npm start` knows. */
import { type Goal, kpiById, type OpenRange, type SiteConfig } from "@floorwalker/domain";
import { demoConfiguration, formatDuration } from "@floorwalker/runtime";
import { stringify } from "yaml";

const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

const calendarsOf = ({ queues }: SiteConfig) => [
  ...new Set(queues.map(({ calendar }) => calendar).filter((calendar) => calendar !== undefined)),
];

const rangeText = ({ from, to }: OpenRange): string => `${clock(from)}-${clock(to % 1_440)}`;
const clock = (minutes: number): string =>
  [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, "0")).join(":");

/** What has a good side of its own need not say it. */
function goalEntry({ kpi, scope: { kind: _kind, ...of }, better, value }: Goal): object {
  const side = kpiById(kpi)!.direction === "neutral" ? { better } : {};
  return { kpi, ...of, ...side, value };
}

export function renderDemoFile(): string {
  const sites = [...demoConfiguration().sites.values()].map((site) => ({
    id: site.id,
    name: site.name,
    zone: site.zone,
    demo: site.demo,
    policy: site.policy,
    ...(site.agentsByQueue === true ? { agentsByQueue: true } : {}),
    calendars: calendarsOf(site).map(({ hours: { id, weekly } }) => ({
      id,
      hours: Object.fromEntries(WEEKDAYS.map((day, index) => [day, weekly[index]!.map(rangeText).join(", ")])),
    })),
    queues: site.queues.map((queue) => ({
      queue: queue.queue,
      channel: queue.channel,
      title: queue.title,
      threshold: formatDuration(queue.thresholdMs),
      target: queue.target,
      ...(queue.calendar === undefined ? {} : { calendar: queue.calendar.hours.id }),
      ...(queue.backlog === undefined
        ? {}
        : {
            backlog: { ages: queue.backlog.agesMs.map(formatDuration), due: queue.backlog.dueMs.map(formatDuration) },
          }),
      // A channel's own limit needs no word, and of a mail there is none.
      ...(queue.shortAbandonMs < 0 ? {} : { shortAbandon: formatDuration(queue.shortAbandonMs) }),
    })),
    region: site.region,
    departments: site.departments!.map(({ department, title }) => ({ id: department, title })),
    teams: site.teams.map(({ team, title, department }) => ({ id: team, title, department })),
    agents: site.agents.map(({ agent, name, team, queues }) => ({ id: agent, name, team, queues })),
    surveys: (site.surveys ?? []).map(({ survey, title }) => ({ id: survey, title })),
    reasons: (site.reasons ?? []).map(({ reason, title }) => ({ id: reason, title })),
    goals: (site.goals ?? []).map(goalEntry),
    rules: site.rules
      .filter((rule) => rule.kind === "kpi")
      .map((rule) => ({
        id: rule.id,
        kpi: rule.kpi,
        ...(rule.queue === null ? {} : { queue: rule.queue, channel: rule.channel }),
        window: rule.window,
        [rule.direction]: rule.limit,
        clear: rule.clear,
        holdFor: formatDuration(rule.holdForMs),
        minimumSample: rule.minimumSample,
        severity: rule.severity,
      })),
  }));
  return `# The demo's site, generated from the program's own: change it there, or write a file of your own.\n${stringify({ sites })}`;
}
