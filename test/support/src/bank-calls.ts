/**
 * A month of real calls to a bank (one row a call) as canonical events. The rows are not ours: the file is named by the
 * environment, see `reference-data.ts`. Rules: phantom rows and rows whose time in the voice menu is negative are no
 * calls; a caller who hung up without waiting left in the menu and entered no queue; reported durations win over stamps.
 */
import { readFileSync } from "node:fs";
import { type CanonicalEvent, dayStart, type EventData, type EventType } from "@floorwalker/domain";

export interface RowCounts {
  rows: number;
  /** Rows that are calls. */
  kept: number;
  leftInIvr: number;
}

export interface BankCalls {
  readonly events: readonly CanonicalEvent[];
  /** By queue, and `all`. */
  readonly counts: Readonly<Record<string, Readonly<RowCounts>>>;
}

const ZONE = "Asia/Jerusalem";
const DAY_S = 86_400;

type Row = Readonly<Record<string, string>>;

export function readBankCalls(path: string, site = "here"): BankCalls {
  const rows = table(readFileSync(path, "utf8"), path.endsWith(".csv") ? "," : "\t");
  const events: CanonicalEvent[] = [];
  const ids = new Set<string>();
  const counts: Record<string, RowCounts> = {};
  for (const row of rows) {
    const concerned = ["all", row.type!].map((name) => (counts[name] ??= { rows: 0, kept: 0, leftInIvr: 0 }));
    for (const count of concerned) count.rows++;
    if (row.outcome === "PHANTOM" || Number(row.vru_time) < 0) continue;
    for (const count of concerned) count.kept++;
    const id = `${row.date}-${row["vru+line"]}-${row.call_id}`;
    if (ids.has(id)) throw new Error(`two rows of one call: ${id}`);
    ids.add(id);
    if (row.outcome === "HANG" && row.q_time === "0") for (const count of concerned) count.leftInIvr++;
    else events.push(...callEvents(row, id, site));
  }
  return { events, counts };
}

function callEvents(row: Row, contact: string, site: string): CanonicalEvent[] {
  const waited = Number(row.q_time);
  const talked = Number(row.ser_time);
  const entry = seconds(row.vru_entry!);
  const after = (clock: string): number => (seconds(clock) < entry ? seconds(clock) + DAY_S : seconds(clock));
  const queuedAt = after(waited === 0 ? row.vru_exit! : row.q_start!);
  const server = row.server!;
  const agent = server === "NO_SERVER" ? null : server;
  const event = (name: string, second: number, by: string | null, data: EventData = {}): CanonicalEvent => ({
    id: `${contact}-${name}`,
    source: "/bank",
    type: `cc.contact.${name}` as EventType,
    time: instant(row.date!, second),
    recordedTime: null,
    site,
    channel: "call",
    contact,
    segment: null,
    queue: row.type!,
    agent: by,
    data,
  });
  const queued = event("queued", queuedAt, null);
  if (row.outcome !== "AGENT") {
    const left = Math.max(queuedAt, after(row.q_exit!));
    return [queued, event("abandoned", left, null, { waitMs: waited * 1000 })];
  }
  const answeredAt = Math.max(queuedAt, after(row.ser_start!));
  const endedAt = Math.max(answeredAt, after(row.ser_exit!));
  return [
    queued,
    event("answered", answeredAt, agent, { waitMs: waited * 1000 }),
    event("ended", endedAt, agent, { talkMs: talked * 1000, by: "customer" }),
  ];
}

function table(text: string, separator: string): Row[] {
  const [head, ...lines] = text.split(/\r?\n/).filter((line) => line !== "");
  const names = head!.split(separator);
  return lines.map((line) => {
    const fields = line.split(separator);
    return Object.fromEntries(names.map((name, index) => [name.trim(), fields[index]!.trim()]));
  });
}

/** "7:02:47" → seconds of the day. */
function seconds(clock: string): number {
  const [hours, minutes, rest] = clock.split(":").map(Number) as [number, number, number];
  return hours * 3600 + minutes * 60 + rest;
}

const midnights = new Map<string, number>();

/** `date` as yymmdd. February has no change of the clocks: a second of the day is a second after midnight. */
function instant(date: string, second: number): number {
  let midnight = midnights.get(date);
  if (midnight === undefined) {
    const [year, month, day] = [date.slice(0, 2), date.slice(2, 4), date.slice(4, 6)].map(Number);
    midnight = dayStart(Date.UTC(1900 + year!, month! - 1, day!, 12), ZONE);
    midnights.set(date, midnight);
  }
  return midnight + second * 1000;
}
