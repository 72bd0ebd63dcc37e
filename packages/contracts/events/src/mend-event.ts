/**
 * What a stranger's event means although it is not written as the reference says: times in other spellings, names that
 * are numbers, NULs, control characters in names, and fields that cannot be read, which are left out where the event can do
 * without. What makes an identity (id, source, site, contact) keeps its control characters and is refused with them: without
 * them two things could become one. Slow, and only asked when the event does not pass as it stands.
 */
import type { z } from "zod";
import type { Mending } from "./mending.ts";
import { readTime } from "./read-time.ts";
import { type Rejection, type RejectionCode, rejection } from "./rejection.ts";

export type Fields = Readonly<Record<string, unknown>>;

export interface MendedEvent {
  readonly value: Fields;
  readonly mended: readonly Mending[];
  /** Everything that keeps it from being an event. */
  readonly faults: readonly Rejection[];
}

/** Names of things, which some systems write as numbers. */
const NAMES = ["segment", "queue", "agent", "contactreason"] as const;
/** Some systems write it as a number, too; of two that differ by what cannot be printed, no one may be made. */
const NUMBERED = [...NAMES, "customer"] as const;
/** Texts of `data` that are free to say anything. */
const FREE_TEXTS = ["reason", "survey"] as const;
const UNPRINTABLE = /[\p{Cc}\p{Cs}]+/gu;
const TIMES = ["time", "recordedtime"] as const;
const DURATIONS = ["waitMs", "talkMs", "holdMs", "wrapUpMs", "ringMs"] as const;

/** No schema takes it for a time. */
const UNREADABLE = "?";

export function mendEvent(value: Fields, schema: z.ZodType): MendedEvent {
  const mended: Mending[] = [];
  const copy: Record<string, unknown> = withoutNuls(value, "", mended);
  if (isFields(copy.data)) {
    const data = withWholeDurations(withoutNuls(copy.data, "data.", mended));
    cutUnprintable(data, FREE_TEXTS, "data.", mended);
    copy.data = data;
  }
  for (const name of NUMBERED) if (Number.isSafeInteger(copy[name])) copy[name] = String(copy[name]);
  cutUnprintable(copy, NAMES, "", mended);
  for (const name of TIMES) {
    if (copy[name] === undefined || copy[name] === null) continue;
    const read = readTime(copy[name], null);
    copy[name] = read.ok ? new Date(read.at).toISOString() : UNREADABLE;
  }
  const first = schema.safeParse(copy);
  if (first.success) return { value: copy, mended, faults: [] };

  // Once more without the fields that cannot be read: what it asks for then is what it cannot do without.
  const unreadable = new Map(first.error.issues.map((issue) => [issue.path.join("."), issue]));
  const given = new Map([...unreadable].map(([path, issue]) => [path, at(value, issue.path)]));
  for (const { path } of unreadable.values()) remove(copy, path);
  const second = schema.safeParse(copy);
  const needed = new Map((second.error?.issues ?? []).map((issue) => [issue.path.join("."), issue]));
  for (const path of unreadable.keys()) if (!needed.has(path)) mended.push({ code: "bad_field", path });
  const faults = [...needed].map(([path, issue]) => faultOf(unreadable.get(path) ?? issue, path, given.get(path)));
  return { value: copy, mended, faults };
}

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function withoutNuls(fields: Fields, prefix: string, mended: Mending[]): Record<string, unknown> {
  const entries = Object.entries(fields).map(([name, field]): [string, unknown] => {
    if (typeof field !== "string" || !field.includes("\0")) return [name, field];
    mended.push({ code: "nul_cut", path: prefix + name });
    return [name, field.replaceAll("\0", "")];
  });
  return Object.fromEntries(entries);
}

/** A text of nothing else stays: it is no name. */
function cutUnprintable(
  fields: Record<string, unknown>,
  names: readonly string[],
  prefix: string,
  mended: Mending[],
): void {
  for (const name of names) {
    const text = fields[name];
    if (typeof text !== "string") continue;
    const printable = text.replace(UNPRINTABLE, "");
    if (printable === text || printable === "") continue;
    fields[name] = printable;
    mended.push({ code: "control_cut", path: prefix + name });
  }
}

/** A fraction of a millisecond is none that anybody measured. */
function withWholeDurations(data: Record<string, unknown>): Record<string, unknown> {
  for (const name of DURATIONS) {
    const duration = data[name];
    if (typeof duration === "number") data[name] = Math.round(duration);
  }
  return data;
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((found, name) => (isFields(found) ? found[name as string] : undefined), value);
}

/** `data` is a copy of its own where it is an object. */
function remove(value: Record<string, unknown>, path: readonly PropertyKey[]): void {
  const [name, field] = path as readonly string[];
  if (name === undefined) return;
  if (field === undefined || !isFields(value[name])) delete value[name];
  else delete (value[name] as Record<string, unknown>)[field];
}

function faultOf(issue: z.core.$ZodIssue, path: string, given: unknown): Rejection {
  return rejection(codeOf(issue, path, given), path, issue.code === "custom" ? undefined : issue.message);
}

function codeOf(issue: z.core.$ZodIssue, path: string, given: unknown): RejectionCode {
  if (issue.code === "custom") return (issue.params?.code as RejectionCode | undefined) ?? "wrong_type";
  if (given === undefined || given === null || given === "") return "missing_field";
  if (path === "specversion") return "unsupported_version";
  if (path === "channel" && typeof given === "string") return "unknown_channel";
  if (path === "time") {
    const read = readTime(given, null);
    if (!read.ok) return read.code;
  }
  if (issue.code === "too_big" && issue.origin === "string") return "name_too_long";
  if (issue.code === "invalid_value") return typeof given === "string" ? "unknown_value" : "wrong_type";
  return issue.code === "invalid_format" ? "invalid_text" : "wrong_type";
}
