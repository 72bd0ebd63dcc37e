/** The segments of a site in a span, as a running gateway lists them (`docs/explain.md`), in as many pages as it takes. */
import type { Channel, TiedSegment } from "@floorwalker/domain";
import type { RunningGateway } from "../gateway/running-gateway.ts";
import { ProgramError } from "../program-error.ts";

export interface ToldSpan {
  readonly site: string;
  readonly zone: string;
  /** Epoch ms. */
  readonly from: number;
  readonly to: number;
  /** Contacts are complete from here on; null: all there ever were. */
  readonly keptFrom: number | null;
}

interface Listed {
  readonly site: string;
  readonly zone: string;
  readonly from: string;
  /** Null: it reaches the present. */
  readonly to: string | null;
  readonly asOf: string;
  readonly contactsKeptFrom: string | null;
  readonly contacts: readonly ListedContact[];
  readonly next: string | null;
}

interface ListedContact {
  readonly contact: string | null;
  readonly segment: string | null;
  readonly channel: Channel;
  readonly queue: string | null;
  readonly queuedAt: string | null;
  readonly waitSeconds: number | null;
  readonly talkSeconds: number | null;
  readonly holdSeconds: number | null;
  readonly wrapUpSeconds: number | null;
  readonly outcome: TiedSegment["outcome"];
  readonly reason: string | null;
  readonly outcomeAt: string | null;
  readonly endedAt: string | null;
  readonly thresholdSeconds: number | null;
  readonly agents: readonly string[];
  readonly transferred: boolean;
}

const A_PAGE = "10000";
const MOST_SEGMENTS = 1_000_000;

export interface AskedSpan {
  readonly site?: string;
  readonly from: string;
  readonly to?: string;
}

/** What words such as `yesterday` mean there. */
export async function toldSpan(gateway: RunningGateway, { site, from, to }: AskedSpan): Promise<ToldSpan> {
  const asked = { ...(site === undefined ? {} : { site }), from, ...(to === undefined ? {} : { to }), limit: "1" };
  const told = (await gateway.json("v1/contacts", asked)) as Listed;
  return {
    site: told.site,
    zone: told.zone,
    from: Date.parse(told.from),
    to: Date.parse(told.to ?? told.asOf),
    keptFrom: momentOf(told.contactsKeptFrom),
  };
}

/** @throws ProgramError `too_many_contacts`. */
export async function toldSegments(
  gateway: RunningGateway,
  { site, from, to }: { readonly site: string; readonly from: number; readonly to: number },
): Promise<readonly TiedSegment[]> {
  const asked = { site, from: new Date(from).toISOString(), to: new Date(to).toISOString(), limit: A_PAGE };
  const segments: TiedSegment[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page = (await gateway.json("v1/contacts", cursor === "" ? asked : { ...asked, cursor })) as Listed;
    for (const contact of page.contacts) segments.push(segmentOf(contact));
    if (segments.length > MOST_SEGMENTS)
      throw new ProgramError(
        "too_many_contacts",
        `there are more than ${MOST_SEGMENTS} segments`,
        "Ask for fewer days.",
      );
    cursor = page.next;
  }
  return segments;
}

/** Titles of the site's queues, by id. */
export async function queueTitles(gateway: RunningGateway, site: string): Promise<ReadonlyMap<string, string>> {
  const { rows } = (await gateway.json("v1/views/floor", { site })) as { readonly rows: readonly FloorRow[] };
  return new Map(
    rows.flatMap(({ queue, title }) => (queue === undefined || title === undefined ? [] : [[queue, title]])),
  );
}

interface FloorRow {
  readonly queue?: string;
  readonly title?: string;
}

const momentOf = (text: string | null): number | null => (text === null ? null : Date.parse(text));
const msOf = (seconds: number | null): number | null => (seconds === null ? null : Math.round(seconds * 1000));

const segmentOf = (told: ListedContact): TiedSegment => ({
  contact: told.contact,
  segment: told.segment,
  queue: told.queue,
  channel: told.channel,
  queuedAt: momentOf(told.queuedAt),
  waitMs: msOf(told.waitSeconds),
  talkMs: msOf(told.talkSeconds),
  holdMs: msOf(told.holdSeconds),
  wrapUpMs: msOf(told.wrapUpSeconds),
  outcome: told.outcome,
  reason: told.reason,
  outcomeAt: momentOf(told.outcomeAt),
  endedAt: momentOf(told.endedAt),
  thresholdMs: msOf(told.thresholdSeconds),
  agents: told.agents,
  transferred: told.transferred,
});
