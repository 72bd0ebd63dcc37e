/** What is to do before there is anything to see, each from what the program itself knows: the first that is not done is the next one. */
import type { QueueRow, SiteRow, SourceRow } from "@floorwalker/protocol";

export type StepId = "running" | "source" | "queues" | "contact";

export interface FirstStep {
  readonly id: StepId;
  readonly done: boolean;
  /** What is known of it already; empty where nothing is. */
  readonly known: readonly string[];
  /** Null: nothing is to be typed. */
  readonly command: string | null;
}

export interface FirstStepsParts {
  readonly live: boolean;
  readonly site: SiteRow | null;
  readonly queues: readonly QueueRow[];
  readonly sources: readonly SourceRow[];
  /** Of the page, such as `http://127.0.0.1:4747`. */
  readonly origin: string;
  /** The gateway takes nobody without a token. */
  readonly closed: boolean;
}

/** Nothing has happened yet that a floor could show. */
export const isFirstRun = (site: SiteRow | null): boolean => site === null || site.lastEventAt === null;

export function firstSteps({ live, site, queues, sources, origin, closed }: FirstStepsParts): readonly FirstStep[] {
  const configured = queues.filter((queue) => queue.configured);
  return [
    { id: "running", done: live, known: [], command: null },
    {
      id: "source",
      done: sources.length > 0,
      known: sources.map(({ source }) => source),
      command: firstEvent(origin, site?.site ?? "my-site", configured[0] ?? null, closed),
    },
    { id: "contact", done: !isFirstRun(site), known: [], command: null },
    { id: "queues", done: configured.length > 0, known: configured.map(({ title }) => title), command: null },
  ];
}

/** A contact that waits, as a shell sends it. */
function firstEvent(origin: string, site: string, queue: QueueRow | null, closed: boolean): string {
  const event = {
    specversion: "1.0",
    id: "1",
    source: "/by-hand",
    type: "cc.contact.queued",
    time: "TIME",
    site,
    channel: queue?.channel ?? "call",
    contact: "c-1",
    queue: queue?.queue ?? "sales",
    data: {},
  };
  // Between apostrophes a shell reads nothing but an apostrophe.
  const quoted = JSON.stringify(event).replaceAll("'", "'\\''").replace("TIME", "'$(date -u +%Y-%m-%dT%H:%M:%SZ)'");
  const token = closed ? ' -H "authorization: Bearer $FLOORWALKER_TOKEN"' : "";
  return `curl -X POST ${origin}/v1/events -H 'content-type: application/cloudevents+json'${token} -d '${quoted}'`;
}
