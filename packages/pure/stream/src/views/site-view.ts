/** The site's own row: its numbers, its agents by state, and what it says of itself. Time in state is as of the row's moment. */
import { inForce, type Live } from "@floorwalker/domain";
import { pausedFor } from "../agents/paused-for.ts";
import type { ByteReader } from "../columns/byte-reader.ts";
import type { ByteWriter } from "../columns/byte-writer.ts";
import type { SiteReader } from "../site-reader.ts";
import type { SiteState } from "../site-state.ts";
import { readHours, writeHours } from "./hours-bytes.ts";
import { readPolicies, type ToldPolicies, writePolicies } from "./policy-bytes.ts";
import { addSpan, type SpanVisit } from "./span-fields.ts";
import {
  agentFields,
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
import { viewName } from "./view-id.ts";
import { readWindows, writeWindows } from "./window-vectors.ts";

export function writeSite(writer: ByteWriter, site: SiteState, reader: SiteReader): void {
  const { context, sources, cells, names } = site;
  const { config } = context;
  const live = reader.siteLive();
  const stale = sources.siteStaleness();
  const spans = reader.siteSpans();
  writer.byte(VIEW_FORMAT.site);
  writeOptional(writer, config.region);
  writeLive(writer, live);
  writeTime(writer, sources.watermark(), live.now);
  writeTime(writer, Number.isFinite(site.newestEventAt) ? site.newestEventAt : null, live.now);
  writeTime(writer, site.dayFrom, live.now);
  writeTime(writer, stale?.since ?? null, live.now);
  writeOptional(writer, stale?.source ?? null);
  writeOptional(writer, pausedFor(site.agents.reasons));
  writeOptional(writer, names.refusing().join(" ") || null);
  writer.unsigned(cells.unconfiguredQueues);
  writer.byte(context.catchingUp ? 1 : 0);
  writeOptional(writer, config.name === site.id ? null : config.name);
  writer.text(config.zone);
  writer.byte(config.demo ? 1 : 0);
  writePolicies(writer, context.policies.site, (window) => reader.windowFrom(window), live.now);
  writeHours(writer, inForce(context.policies.site, context.clock).hours, context.clock, live.now);
  writeWindows(writer, (window) => spans[window]);
}

export interface SiteHead {
  readonly live: Live;
  readonly policies: ToldPolicies;
  readonly fields: Record<string, FieldValue> & { id: string; kind: string };
}

/** All but its windows, which come next. */
export function readSiteHead(id: string, reader: ByteReader): SiteHead {
  const { site } = viewName(id);
  const region = readOptional(reader);
  const live = readLive(reader, true);
  const watermark = readTime(reader, live.now);
  const lastEventAt = readTime(reader, live.now);
  const dayFrom = readTime(reader, live.now);
  const staleSince = readTime(reader, live.now);
  const silentSource = readOptional(reader);
  const agentsPausedFor = readOptional(reader);
  const refusing = readOptional(reader);
  const unconfiguredQueues = reader.unsigned();
  const catchingUp = reader.byte() === 1;
  const fields: SiteHead["fields"] = {
    id,
    kind: "site",
    site,
    name: readOptional(reader) ?? site,
    region,
    zone: reader.text(),
    demo: reader.byte() === 1,
    watermark,
    lastEventAt,
    dayFrom,
    waiting: live.waiting,
    waitingPastThreshold: live.waitingPastThreshold,
    oldestQueuedAt: live.oldestQueuedAt,
    ...agentFields(live.agents!),
    agentsPausedFor,
    unconfiguredQueues,
    refusing,
    catchingUp,
    staleSince,
    silentSource,
  };
  const policies = readPolicies(reader);
  Object.assign(fields, readHours(reader, live.now));
  return { live, policies, fields };
}

export function readSite(id: string, reader: ByteReader, visit?: SpanVisit): ViewRow {
  const { live, policies, fields: row } = readSiteHead(id, reader);
  readWindows(reader, (window, vector) => addSpan(row, "site", window, vector, { live, policies }, visit));
  return row;
}
