/** One column of a vendor's report as a sum over segments, under whatever reading: `null` where there is nothing to divide by. */
import { divide } from "../kpi/divide.ts";
import { partsOfOne } from "../kpi/service-level.ts";
import type { How, Reading } from "./reading.ts";
import type { Moment, TiedSegment } from "./tied-segment.ts";

/** What a segment is of a column: the sum, and what it is divided by. */
export interface Part {
  readonly amount: number;
  readonly of: number;
}

export type Unit = "count" | "share" | "seconds";

export interface Figure {
  readonly unit: Unit;
  /** `mean`: sum of amounts ÷ sum of what they are of. */
  readonly together: "sum" | "mean" | "greatest";
  readonly moment: Moment;
  /** Of a mean: when a segment counts in what is divided by, where that is another moment. */
  readonly dividedAt?: Moment;
  /** Null: it is no part of it. `thresholdMs`: the report's, where it names one. */
  readonly part: (segment: TiedSegment, reading: Reading, thresholdMs: number | null) => Part | null;
}

/** [from, to), epoch ms. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Reckoned {
  readonly value: number | null;
  /** What each segment is of it. */
  readonly parts: ReadonlyMap<TiedSegment, Part>;
}

export function reckon(
  figure: Figure,
  segments: readonly TiedSegment[],
  { from, to }: Span,
  reading: Reading,
  thresholdMs: number | null,
): Reckoned {
  const parts = new Map<TiedSegment, Part>();
  const isIn = (segment: TiedSegment, moment: Moment): boolean => {
    const at = reading.at(segment, moment);
    return at !== null && at >= from && at < to;
  };
  const { moment, dividedAt = moment } = figure;
  for (const segment of segments) {
    const [counts, divides] = [isIn(segment, moment), isIn(segment, dividedAt)];
    if (!counts && !divides) continue;
    const part = figure.part(segment, reading, thresholdMs);
    if (part === null) continue;
    const counted = { amount: counts ? part.amount : 0, of: divides ? part.of : 0 };
    // One that only its other moment brings here, and that counts nothing there, explains no difference.
    if ((counts && divides) || counted.amount !== 0 || counted.of !== 0) parts.set(segment, counted);
  }
  return { value: sumUp(figure, [...parts.values()]), parts };
}

function sumUp({ together }: Figure, parts: readonly Part[]): number | null {
  if (together === "greatest") return parts.length === 0 ? null : Math.max(...parts.map(({ amount }) => amount));
  const amount = parts.reduce((sum, part) => sum + part.amount, 0);
  return together === "sum"
    ? amount
    : divide(
        amount,
        parts.reduce((sum, part) => sum + part.of, 0),
      );
}

const ABANDONED: readonly How[] = ["abandoned", "short"];

const isOf = (how: How, hows: readonly How[]): boolean => hows.includes(how);

const ONE: Part = { amount: 1, of: 1 };

/** Segments that entered the queue. */
export const entered = (moment: Moment): Figure => ({
  unit: "count",
  together: "sum",
  moment,
  part: ({ queuedAt }) => (queuedAt === null ? null : ONE),
});

const counted = (hows: readonly How[], moment: Moment): Figure => ({
  unit: "count",
  together: "sum",
  moment,
  part: (segment, reading) => (isOf(reading.how(segment), hows) ? ONE : null),
});

export const answered = (moment: Moment): Figure => counted(["answered"], moment);
export const abandoned = (moment: Moment): Figure => counted(ABANDONED, moment);
export const flowedOut = (moment: Moment): Figure => counted(["flowedOut"], moment);

/** Reservations: each agent who had it. */
export const accepted = (moment: Moment): Figure => ({
  unit: "count",
  together: "sum",
  moment,
  part: (segment, reading) =>
    reading.how(segment) === "answered" ? { amount: Math.max(1, segment.agents.length), of: 1 } : null,
});

export const transferred = (moment: Moment): Figure => ({
  unit: "count",
  together: "sum",
  moment,
  part: (segment) => (segment.transferred ? ONE : null),
});

/** Of those in time, or (`late`) of those later. */
export const within = (kind: "answered" | "abandoned", moment: Moment, late = false): Figure => ({
  unit: "count",
  together: "sum",
  moment,
  part: (segment, reading, thresholdMs) => {
    const hows: readonly How[] = kind === "answered" ? ["answered"] : ABANDONED;
    if (!isOf(reading.how(segment), hows)) return null;
    return isInTime(segment, reading, thresholdMs) === !late ? ONE : null;
  },
});

function isInTime(segment: TiedSegment, reading: Reading, thresholdMs: number | null): boolean {
  const { waitMs } = segment;
  const limit = thresholdMs ?? segment.thresholdMs;
  return waitMs !== null && limit !== null && reading.isWithin(waitMs, limit);
}

export const serviceLevel = (moment: Moment): Figure => ({
  unit: "share",
  together: "mean",
  moment,
  part: (segment, reading, thresholdMs) => {
    const how = reading.how(segment);
    if (how === null) return null;
    const { numerator, denominator } = partsOfOne(reading.formula, {
      how: how === "short" ? "abandoned" : how,
      inTime: isInTime(segment, reading, thresholdMs),
      short: how === "short",
      callback: segment.reason === "callback",
    });
    return numerator === 0 && denominator === 0 ? null : { amount: numerator, of: denominator };
  },
});

/** Of what came to anything. */
export const shareOf = (kind: "answered" | "abandoned", moment: Moment): Figure => ({
  unit: "share",
  together: "mean",
  moment,
  part: (segment, reading) => {
    const how = reading.how(segment);
    if (how === null) return null;
    return { amount: isOf(how, kind === "answered" ? ["answered"] : ABANDONED) ? 1 : 0, of: 1 };
  },
});

/** Of what entered the queue: each counts when it does, so that a share of an interval may exceed 1. */
export const shareOfEntered = (kind: "answered" | "abandoned"): Figure => ({
  unit: "share",
  together: "mean",
  moment: "left",
  dividedAt: "queued",
  part: (segment, reading) => ({
    amount: isOf(reading.how(segment), kind === "answered" ? ["answered"] : ABANDONED) ? 1 : 0,
    of: segment.queuedAt === null ? 0 : 1,
  }),
});

const timed = (
  hows: readonly How[],
  moment: Moment,
  together: Figure["together"],
  seconds: (segment: TiedSegment) => number | null,
): Figure => ({
  unit: "seconds",
  together,
  moment,
  part: (segment, reading) => {
    const amount = isOf(reading.how(segment), hows) ? seconds(segment) : null;
    return amount === null ? null : { amount: amount / 1000, of: 1 };
  },
});

const waitOf = ({ waitMs }: TiedSegment): number | null => waitMs;

export const averageWaitOfAnswered = (moment: Moment): Figure => timed(["answered"], moment, "mean", waitOf);
export const averageWaitOfAbandoned = (moment: Moment): Figure => timed(ABANDONED, moment, "mean", waitOf);
export const longestWaitOfAnswered = (moment: Moment): Figure => timed(["answered"], moment, "greatest", waitOf);
export const longestWait = (moment: Moment): Figure =>
  timed(["answered", "abandoned", "short", "flowedOut"], moment, "greatest", waitOf);

/** Of answered segments whose talk is over; hold and wrap-up that nobody told of are none. */
const worked =
  (seconds: (segment: TiedSegment & { readonly talkMs: number }) => number | null) => (segment: TiedSegment) =>
    segment.talkMs === null ? null : seconds({ ...segment, talkMs: segment.talkMs });

export const averageTalk = (moment: Moment): Figure =>
  timed(
    ["answered"],
    moment,
    "mean",
    worked(({ talkMs }) => talkMs),
  );
export const averageHold = (moment: Moment): Figure =>
  timed(
    ["answered"],
    moment,
    "mean",
    worked(({ holdMs }) => holdMs ?? 0),
  );
/** Of those that were held at all. */
export const averageHeld = (moment: Moment): Figure =>
  timed(
    ["answered"],
    moment,
    "mean",
    worked(({ holdMs }) => ((holdMs ?? 0) > 0 ? holdMs : null)),
  );
export const averageWrapUp = (moment: Moment): Figure =>
  timed(
    ["answered"],
    moment,
    "mean",
    worked(({ wrapUpMs }) => wrapUpMs ?? 0),
  );
export const averageHandle = (moment: Moment): Figure =>
  timed(
    ["answered"],
    moment,
    "mean",
    worked(({ talkMs, holdMs, wrapUpMs }) => talkMs + (holdMs ?? 0) + (wrapUpMs ?? 0)),
  );
