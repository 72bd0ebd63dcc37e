/** A queue's row of numbers: written by its owner, read into the fields of a board (`@floorwalker/protocol`, rows.ts). */
import { type Channel, queueCell } from "@floorwalker/domain";
import type { ByteReader } from "../columns/byte-reader.ts";
import type { ByteWriter } from "../columns/byte-writer.ts";
import type { SiteReader } from "../site-reader.ts";
import type { SiteState } from "../site-state.ts";
import { readHours, writeHours } from "./hours-bytes.ts";
import { readPolicies, writePolicies } from "./policy-bytes.ts";
import { addSpan, type SpanVisit } from "./span-fields.ts";
import {
  type FieldValue,
  readLive,
  readOptional,
  readTime,
  VIEW_FORMAT,
  type ViewRow,
  writeLive,
  writeOptional,
  writeTime,
} from "./view-bytes.ts";
import { queueName, viewName } from "./view-id.ts";
import { readWindows, writeWindows } from "./window-vectors.ts";

export function writeQueue(
  writer: ByteWriter,
  site: SiteState,
  reader: SiteReader,
  queue: string,
  channel: Channel,
): void {
  const key = queueCell(queue, channel);
  const config = site.context.configured.queueOrDefault(queue, channel, key);
  const live = reader.shownLive(key);
  const { lastEventAt, handling } = site.contacts.live.get(key);
  const stale = site.sources.staleness(key);
  writer.byte(VIEW_FORMAT.queue);
  writeLive(writer, live);
  writeTime(writer, lastEventAt, live.now);
  writer.unsigned(handling);
  writer.unsigned(site.sources.feeding(key));
  writeTime(writer, stale?.since ?? null, live.now);
  writeOptional(writer, stale?.source ?? null);
  writeOptional(writer, config.title === queue ? null : config.title);
  writer.byte(config.configured ? 1 : 0);
  writePolicies(writer, site.context.policies.of(key, channel), (window) => reader.windowFrom(window), live.now);
  const policy = reader.policyOf(key, channel);
  writer.float64(policy.target);
  writeHours(writer, policy.hours, site.context.clock, live.now);
  writeWindows(writer, (window) => reader.cellSpan(key, window));
}

export function readQueue(id: string, reader: ByteReader, visit?: SpanVisit): ViewRow {
  const { site, rest } = viewName(id);
  const { queue, channel } = queueName(rest);
  const live = readLive(reader, false);
  const lastEventAt = readTime(reader, live.now);
  const talking = reader.unsigned();
  const sources = reader.unsigned();
  const staleSince = readTime(reader, live.now);
  const silentSource = readOptional(reader);
  const title = readOptional(reader) ?? queue;
  const configured = reader.byte() === 1;
  const policies = readPolicies(reader);
  const row: Record<string, FieldValue> & { id: string; kind: string } = {
    id,
    kind: "queue",
    site,
    queue,
    channel,
    title,
    configured,
    policy: policies.formula,
    thresholdSeconds: policies.thresholdMs! / 1000,
    target: reader.float64(),
    ...readHours(reader, live.now),
    lastEventAt,
    waiting: live.waiting,
    waitingPastThreshold: live.waitingPastThreshold,
    oldestQueuedAt: live.oldestQueuedAt,
    talking,
    sources,
    staleSince,
    silentSource,
  };
  readWindows(reader, (window, vector) => addSpan(row, "queue", window, vector, { live, policies }, visit));
  return row;
}
