/** A rule over a recording, in this process: its events come again at their times, and the rule is judged as an owner would have judged it. */
import {
  type CanonicalEvent,
  DEFAULT_POLICY,
  localIso,
  type QueueConfig,
  rehearsedRun,
  ruleWith,
  type SiteConfig,
  unconfiguredSite,
  type Variant,
  variantOf,
  variantsOf,
} from "@floorwalker/domain";
import { formatProblem, readWrittenRule } from "@floorwalker/runtime";
import { intake, SecondOfLines, SOURCE_FORMATS } from "@floorwalker/sources";
import { RehearsedSite, rehearseEvents } from "@floorwalker/stream";
import { chosenSite, siteOfLines } from "../flags/site-choice.ts";
import { ProgramError } from "../program-error.ts";
import { readLines } from "../replay/read-lines.ts";
import { configuration } from "../settings.ts";
import type { RehearseFlags } from "./rehearse-command.ts";

/** So long after its last event what still fires is looked at. */
const AFTER_MS = 1;
const USUAL_TARGET = 0.8;

type RecordingFlags = Pick<RehearseFlags, "site" | "source" | "config">;

export async function rehearseRecording(raw: unknown, file: string, flags: RecordingFlags): Promise<object> {
  const configured = flags.config === undefined ? null : configuration(flags.config);
  const known = [...(configured?.sites.keys() ?? [])];
  const named = flags.source === "canonical" ? chosenSite(flags.site, known) : siteOfLines(flags.site, known, "site");
  const zone = configured?.sites.get(named ?? "")?.zone ?? "UTC";
  const { site, events } = await eventsOf(file, flags.source, named, zone);
  const config: SiteConfig = configured?.sites.get(site) ?? siteOfEvents(site, events);
  const rule = ruleOf(raw, config, configured === null ? namedIn(raw) : [...configured.receivers.keys()]);
  const as: readonly Variant[] = [variantOf(rule), ...variantsOf(rule)];
  const rules = as.map((each, index) => ruleWith(rule, index === 0 ? rule.id : `${rule.id}\u0000${index}`, each));
  const to = events.at(-1)!.time + AFTER_MS;
  const lived = new RehearsedSite({ config, attribution: "outcome", rules });
  for (const _ of rehearseEvents(lived, events, to));
  const span = { from: events[0]!.time, to, zone: config.zone, most: Number.POSITIVE_INFINITY, isCut: lived.isCut };
  return {
    site,
    zone: config.zone,
    from: localIso(span.from, config.zone),
    to: localIso(to, config.zone),
    rule: rule.id,
    about: rule.kind,
    kpi: rule.kind === "kpi" ? rule.kpi : null,
    assumed: ["nobody_acts"],
    runs: rules.map((each) => rehearsedRun(each, lived.episodesOf(each.id), span)),
  };
}

/** As it stands in the recording: nothing is configured. */
function siteOfEvents(site: string, events: readonly CanonicalEvent[]): SiteConfig {
  const seen = new Map<string, QueueConfig>();
  for (const { queue, channel } of events)
    if (queue !== null && channel !== null && !seen.has(`${channel} ${queue}`))
      seen.set(`${channel} ${queue}`, {
        ...DEFAULT_POLICY[channel],
        queue,
        channel,
        title: queue,
        policy: null,
        target: USUAL_TARGET,
      });
  return { ...unconfiguredSite(site), queues: [...seen.values()] };
}

/** Without a configuration nobody says who may be told: the rule does. */
function namedIn(raw: unknown): readonly string[] {
  const { receivers, escalation } = (raw ?? {}) as {
    readonly receivers?: readonly string[];
    readonly escalation?: readonly { readonly receivers?: readonly string[] }[];
  };
  const steps = Array.isArray(escalation) ? escalation.flatMap((step) => step.receivers ?? []) : [];
  return [...(Array.isArray(receivers) ? receivers : []), ...steps];
}

function ruleOf(raw: unknown, config: SiteConfig, receivers: readonly string[]) {
  const written = readWrittenRule(raw, config, receivers);
  if (written.ok) return written.rule;
  const [first, ...others] = written.errors;
  throw new ProgramError("bad_rule", [first!, ...others].map((each) => formatProblem(each)).join("\n"), first!.fix);
}

interface Recorded {
  readonly site: string;
  /** In order of their times. */
  readonly events: readonly CanonicalEvent[];
}

async function eventsOf(
  file: string,
  source: RehearseFlags["source"],
  named: string | null,
  zone: string,
): Promise<Recorded> {
  const context = { site: named, zone, now: Date.now(), lines: new SecondOfLines() };
  const events: CanonicalEvent[] = [];
  for await (const lines of readLines(file))
    for (const bytes of lines) {
      const outcome = intake(SOURCE_FORMATS[source], bytes, context);
      if (outcome.result === "accepted") for (const { event } of outcome.events) events.push(event);
    }
  const site = named ?? events[0]?.site;
  const ofSite = events.filter((event) => event.site === site).sort((a, b) => a.time - b.time);
  if (site !== undefined && ofSite.length > 0) return { site, events: ofSite };
  throw new ProgramError(
    "site_not_in_recording",
    `no event of ${file} is about ${site === undefined ? "any site" : `the site "${site}"`}`,
    "Give --site, or --source, as the recording has it.",
  );
}
