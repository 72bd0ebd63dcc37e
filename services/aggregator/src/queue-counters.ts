/**
 * What flowed through a queue, as counters that never go down while the process runs: what it added since it took the
 * partition, from committed changes only. What a restatement took back adds to `…_retracted_total`; a true number is the
 * difference of the two.
 */
import { C, FLOW_SIZE, flowOfWait, KPIS, kpiSeries, WAIT_BOUNDS_MS } from "@floorwalker/domain";
import { type Family, line } from "./series-text.ts";

export interface QueueFlow {
  readonly labels: string;
  readonly added: readonly number[];
  readonly retracted: readonly number[];
}

export const newFlow = (): number[] => new Array<number>(FLOW_SIZE).fill(0);

interface Sum {
  /** Before `_total`. */
  readonly name: string;
  readonly help: string;
  /** Those of a count that is told by its parts; else one, which no label tells apart. */
  readonly parts: readonly { readonly labels: string; readonly counters: readonly number[] }[];
  /** What one of the counter is in the metric's unit. */
  readonly unit: number;
}

const MS = 0.001;
const ofCounters = (names: readonly (keyof typeof C)[]): readonly number[] => names.map((name) => C[name]);

const OF_KPIS: readonly Sum[] = KPIS.filter(({ nature, part }) => nature === "count" && part === undefined).map(
  (kpi) => {
    const { metric, counters } = kpiSeries(kpi);
    const parts = KPIS.filter(({ part }) => part?.of === kpi.id).map((part) => {
      const series = kpiSeries(part);
      return { labels: `,${series.labels}`, counters: ofCounters(series.counters) };
    });
    return {
      name: metric.replace(/_total$/, ""),
      help: `${kpi.title}: ${kpi.formula}`,
      parts: parts.length > 0 ? parts : [{ labels: "", counters: ofCounters(counters) }],
      unit: 1,
    };
  },
);

/** What the measures divide by each other, so that any window can be had from a range of time. */
const PARTS: readonly Sum[] = [
  sum("answered_in_time", "Answered within the answer threshold.", ["answeredInThreshold"]),
  sum("abandoned_in_time", "Abandoned within the answer threshold.", ["abandonedInThreshold"]),
  sum("talks_ended", "Segments whose talk has ended.", ["talkEnded"]),
  sum("first_responses", "First human replies to chats and e-mails.", ["firstResponses"]),
  sum("surveys_top_two", "Surveys answered in the top two boxes of their scale.", ["surveysTopTwo"]),
  sum("survey_score", "Survey scores, each brought to the scale 1 to 5.", ["surveyScore"], MS),
  sum("replies", "Agents' replies in the course of chats and e-mails, after the first.", ["replies"]),
  sum("nps_promoters", "Surveys of recommendation answered with 9 or 10.", ["npsPromoters"]),
  sum("nps_detractors", "Surveys of recommendation answered with 0 to 6.", ["npsDetractors"]),
  sum("ces_score", "Scores of surveys of effort, each brought to the scale 1 to 7.", ["cesScore"], MS),
  sum("abandoned_wait_seconds", "Time that abandoned segments waited.", ["abandonedWait"], MS),
  sum("talk_seconds", "Talk time, without hold, of segments whose talk has ended.", ["talkTime"], MS),
  sum("hold_seconds", "Hold time of segments whose talk has ended.", ["holdTime"], MS),
  sum("wrap_up_seconds", "Wrap-up time of handled segments.", ["wrapUpTime"], MS),
  sum(
    "handle_seconds",
    "Talk, hold and wrap-up time of handled segments.",
    ["handledTalkTime", "handledHoldTime", "wrapUpTime"],
    MS,
  ),
  sum("reply_seconds", "Time to agents' replies in the course of chats and e-mails.", ["replyTime"], MS),
  sum(
    "first_response_closed_seconds",
    "Time to first replies while the queue was closed.",
    ["firstResponseClosedTime"],
    MS,
  ),
  sum("reply_closed_seconds", "Time to replies while the queue was closed.", ["replyClosedTime"], MS),
  sum("resolution_closed_seconds", "Time to resolutions while the queue was closed.", ["resolutionClosedTime"], MS),
  sum("resolution_seconds", "Time to the resolution of chats and e-mails.", ["resolutionTime"], MS),
  sum("first_response_seconds", "Time to the first human reply of chats and e-mails.", ["firstResponseTime"], MS),
];

const WAIT = "queue_answered_wait_seconds";

export const QUEUE_COUNTERS: readonly Family<QueueFlow>[] = [
  ...[...OF_KPIS, ...PARTS].flatMap((one) => [counter(one), retracted(one)]),
  {
    name: WAIT,
    help: "Wait of answered segments, by upper bound; retracted ones stay in.",
    type: "histogram",
    series: WAIT_BOUNDS_MS.length + 3,
    render: ({ labels, added }) => {
      let count = 0;
      const buckets = WAIT_BOUNDS_MS.map((bound, index) => {
        count += added[flowOfWait(index)]!;
        return line(`${WAIT}_bucket`, `${labels},le="${bound / 1000}"`, count);
      });
      const [waits, seconds] = [added[C.answered]!, added[C.answeredWait]! * MS];
      return `${buckets.join("")}${line(`${WAIT}_bucket`, `${labels},le="+Inf"`, waits)}${line(`${WAIT}_sum`, labels, seconds)}${line(`${WAIT}_count`, labels, waits)}`;
    },
  },
  retracted(sum("answered_wait_seconds", "Time that answered segments waited.", ["answeredWait"], MS)),
];

function sum(name: string, help: string, counters: readonly (keyof typeof C)[], unit = 1): Sum {
  return { name, help, parts: [{ labels: "", counters: ofCounters(counters) }], unit };
}

function counter(one: Sum): Family<QueueFlow> {
  return family(one, "_total", one.help, ({ added }) => added);
}

/** A reason that became another one was taken back too. */
function retracted(one: Sum): Family<QueueFlow> {
  const help = `Taken back by a restatement, to be subtracted from the other: ${one.help}`;
  return family(one, "_retracted_total", help, (flow) => flow.retracted);
}

function family(
  { name, parts, unit }: Sum,
  suffix: string,
  help: string,
  amounts: (flow: QueueFlow) => readonly number[],
): Family<QueueFlow> {
  const metric = `queue_${name}${suffix}`;
  return {
    name: metric,
    help,
    type: "counter",
    series: parts.length,
    render: (flow) =>
      parts
        .map(({ labels, counters }) => line(metric, flow.labels + labels, total(amounts(flow), counters) * unit))
        .join(""),
  };
}

const total = (flow: readonly number[], counters: readonly number[]): number =>
  counters.reduce((sumOf, index) => sumOf + flow[index]!, 0);
