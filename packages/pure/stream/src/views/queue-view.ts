/** A queue's row of numbers: written by its owner, read into the fields of a board (`@floorwalker/protocol`, rows.ts). */
import { type Channel, type Live, queueCell } from "@floorwalker/domain";
import type { ByteReader } from "../columns/byte-reader.ts";
import type { ByteWriter } from "../columns/byte-writer.ts";
import type { SiteReader } from "../site-reader.ts";
import type { SiteState } from "../site-state.ts";
import { readBacklogBytes, writeBacklog } from "./backlog-bytes.ts";
import { readHours, writeHours } from "./hours-bytes.ts";
import { readPolicies, type ToldPolicies, writePolicies } from "./policy-bytes.ts";
import { addSpan, type SpanVisit } from "./span-fields.ts";
import {
  type FieldValue,
  readDepartment,
  readLive,
  readOptional,
  readTime,
  VIEW_FORMAT,
  type ViewRow,
  writeDepartment,
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
  writeDepartment(writer, site.context.configured.departmentOf(queue));
  writeLive(writer, live);
  writeTime(writer, lastEventAt, live.now);
  writer.unsigned(handling);
  const { backlog, nextAt } = reader.backlogOf(key, channel, live.now);
  site.backlogs.watch(key, stale === null ? nextAt : null);
  writer.unsigned(site.sources.feeding(key));
  writeTime(writer, stale?.since ?? null, live.now);
  writeOptional(writer, stale?.source ?? null);
  writeOptional(writer, config.title === queue ? null : config.title);
  writer.byte(config.configured ? 1 : 0);
  writePolicies(writer, site.context.policies.of(key, channel), (window) => reader.windowFrom(window), live.now);
  const policy = reader.policyOf(key, channel);
  writer.float64(policy.target);
  writeHours(writer, policy.hours, site.context.clock, live.now);
  writeBacklog(writer, config.backlog, backlog);
  writeWindows(writer, (window) => reader.cellSpan(key, window));
}

export interface QueueHead {
  readonly department: ReturnType<typeof readDepartment>;
  readonly live: Live;
  readonly policies: ToldPolicies;
  readonly fields: Record<string, FieldValue> & { id: string; kind: string };
}

/** All but its windows, which come next. */
export function readQueueHead(id: string, reader: ByteReader): QueueHead {
  const { site, rest } = viewName(id);
  const { queue, channel } = queueName(rest);
  const department = readDepartment(reader);
  const live = readLive(reader, false);
  const lastEventAt = readTime(reader, live.now);
  const talking = reader.unsigned();
  const sources = reader.unsigned();
  const staleSince = readTime(reader, live.now);
  const silentSource = readOptional(reader);
  const title = readOptional(reader) ?? queue;
  const configured = reader.byte() === 1;
  const policies = readPolicies(reader);
  const target = reader.float64();
  const hours = readHours(reader, live.now);
  const told = readBacklogBytes(reader, policies.thresholdMs!);
  const fields: QueueHead["fields"] = {
    id,
    kind: "queue",
    site,
    queue,
    channel,
    title,
    department: department?.department ?? null,
    configured,
    policy: policies.formula,
    thresholdSeconds: policies.thresholdMs! / 1000,
    target,
    ...hours,
    lastEventAt,
    waiting: live.waiting,
    waitingPastThreshold: live.waitingPastThreshold,
    oldestQueuedAt: live.oldestQueuedAt,
    talking,
    sources,
    staleSince,
    silentSource,
    ...told.fields,
  };
  return { department, live: { ...live, backlog: told.backlog }, policies, fields };
}

export function readQueue(id: string, reader: ByteReader, visit?: SpanVisit): ViewRow {
  const { live, policies, fields: row } = readQueueHead(id, reader);
  readWindows(reader, (window, vector) => addSpan(row, "queue", window, vector, { live, policies }, visit));
  return row;
}
