/**
 * Histories of a small contact centre for property tests: contacts that live as contacts do, with gaps in what the sources
 * tell, agents who come, pause and go, and sources that restart. Whole seconds with many ties, several sources.
 */
import type { CanonicalEvent, SiteConfig } from "@floorwalker/domain";
import fc from "fast-check";
import { tellDay } from "./agent-day.ts";
import { tellSchedule } from "./agent-schedule.ts";
import { tellContact } from "./contact-story.ts";
import { withCustomers } from "./customers.ts";
import { throws } from "./dice.ts";
import { opened, withHours } from "./opening-hours.ts";
import { changing } from "./policy-changes.ts";
import { REASONS, withReasons } from "./reasons.ts";
import { AGENTS, BEGIN, SECOND } from "./site.ts";
import { SURVEYS } from "./surveys.ts";
import { inTeams } from "./teams.ts";

const sourceEvent = fc.record({
  at: fc.nat(30_000),
  source: fc.constantFrom("/call", "/chat", "/acd"),
  restart: fc.boolean(),
});

export const plausible: fc.Arbitrary<CanonicalEvent[]> = fc
  .record({
    contacts: fc.array(throws, { maxLength: 9, size: "max" }),
    days: fc.array(throws, { minLength: 3, maxLength: 3 }),
    schedules: fc.array(throws, { minLength: 3, maxLength: 3 }),
    sources: fc.array(sourceEvent, { maxLength: 3 }),
    reasons: throws,
    customers: throws,
  })
  .map(({ contacts, days, schedules, sources, reasons, customers }) => [
    ...withCustomers(
      withReasons(
        contacts.flatMap((thrown, index) => tellContact(thrown, `c${index}`)),
        reasons,
      ),
      customers,
    ),
    ...days.flatMap((thrown, index) => tellDay(thrown, AGENTS[index]!)),
    ...schedules.flatMap((thrown, index) => tellSchedule(thrown, AGENTS[index]!)),
    ...sources.map(({ at, source, restart }, index) => ({
      id: `s${index}`,
      source,
      type: restart ? ("cc.source.restarted" as const) : ("cc.source.heartbeat" as const),
      time: BEGIN + at * SECOND,
      recordedTime: null,
      site: "here",
      channel: null,
      contact: null,
      segment: null,
      queue: null,
      agent: null,
      data: {},
    })),
  ]);

const byOtherNames = (events: readonly CanonicalEvent[]): CanonicalEvent[] =>
  events.map((event, index) => ({ ...event, agent: index % 3 > 0 ? event.agent : otherNameOf(event.agent) }));

/** Sites of these histories: each agent by two names or not, with one line or not, in teams or not and moving between them, with policies that change or not, with opening hours or not. */
export const sites: fc.Arbitrary<SiteConfig> = fc
  .record({
    twoNames: fc.boolean(),
    oneCallPerAgent: fc.boolean(),
    reasons: fc.boolean(),
    surveys: fc.boolean(),
    firstContactMs: fc.constantFrom(undefined, 60 * SECOND, 3600 * SECOND, 3 * 3600 * SECOND),
    agentsByQueue: fc.boolean(),
    changing,
    opened,
    teams: inTeams,
  })
  .map(
    ({
      twoNames,
      oneCallPerAgent,
      reasons,
      surveys,
      firstContactMs,
      agentsByQueue,
      changing: site,
      opened: hours,
      teams,
    }) => ({
      ...withHours(site, hours),
      ...(reasons ? { reasons: REASONS } : {}),
      ...(surveys ? { surveys: SURVEYS } : {}),
      ...(firstContactMs === undefined ? {} : { firstContactMs }),
      oneCallPerAgent,
      agentsByQueue,
      agents: teams.map((agent) => (twoNames ? { ...agent, aliases: [otherNameOf(agent.agent)!] } : agent)),
    }),
  );

/** Some of what the agents do is told of them by another name, where they have one. */
export const toldOf = (site: SiteConfig, events: readonly CanonicalEvent[]): readonly CanonicalEvent[] =>
  site.agents.some(({ aliases }) => aliases !== undefined) ? byOtherNames(events) : events;

const otherNameOf = (agent: string | null): string | null => (agent === null ? null : `SIP/${agent}`);

/** As if they were of another place: nobody and nothing of one is of the other. */
export const ofSite = (site: string, events: readonly CanonicalEvent[]): CanonicalEvent[] =>
  events.map((event) => ({
    ...event,
    site,
    id: `${site}${event.id}`,
    source: `${site}${event.source}`,
    contact: event.contact === null ? null : `${site}${event.contact}`,
    agent: event.agent === null ? null : `${site}${event.agent}`,
    // Customers are a site's.
    ...(event.customer === undefined ? {} : { customer: `${site}${event.customer}` }),
  }));

export { AGENTS, BEGIN, HOUR, QUEUES, SECOND, SITE } from "./site.ts";
