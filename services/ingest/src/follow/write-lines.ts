/** Lines of a followed file on their way into the log; each call resolves when its lines are durable there. */
import type { CanonicalEvent } from "@floorwalker/domain";
import { QUEUE_LOG_TOPIC, rejection } from "@floorwalker/events";
import type { Log } from "@floorwalker/ports";
import type { Logger } from "@floorwalker/runtime";
import { asteriskQueueLog, intake, type Outcome, type SecondOfLines } from "@floorwalker/sources";
import type { IngestCounts } from "../ingest-counts.ts";
import { newOutgoing } from "../outgoing.ts";
import { ToldMendings } from "../told-mendings.ts";
import type { QueueLogFile } from "./queue-log-file.ts";
import type { Line } from "./reading.ts";

export interface LineWriterOptions {
  readonly file: string;
  readonly site: string;
  readonly log: Log;
  readonly partitions: number;
  /** Of the site's clocks. */
  readonly zone: string;
  /** Of lines that are not UTF-8. */
  readonly encoding?: string;
  readonly clock: () => number;
  readonly logger: Logger;
  readonly counts: IngestCounts;
  /** Lines stamped before are left out, epoch ms. */
  readonly since: number;
}

export interface LineWriter {
  /** Of that file, from where it stands. Resolves with what was read of the newest second; what was sent before is only counted. */
  write(lines: readonly Line[], file: Pick<QueueLogFile, "offset" | "second">): Promise<SecondOfLines>;
  /** The end of a file that stops within a line: it may be cut, so it is kept but not counted. */
  unterminated(line: Line): Promise<void>;
  /** What is in no line as such. */
  told(events: readonly CanonicalEvent[]): Promise<void>;
  heartbeat(now: number): Promise<void>;
}

const STAMP = /^\d{1,10}(?=[.|])/;

export function newLineWriter(options: LineWriterOptions): LineWriter {
  const { file, site, log, partitions, zone, encoding, clock, logger, counts, since } = options;
  const mendings = new ToldMendings(logger);
  const append = async (lines: readonly (readonly [Line, Outcome])[]): Promise<void> => {
    const outgoing = newOutgoing(log, partitions);
    for (const [{ offset, bytes }, outcome] of lines) {
      if (outcome.result === "accepted") for (const event of outcome.events) outgoing.event(event);
      if (outcome.result !== "rejected") continue;
      // Key and headers are those of a record of the topic, so that it can be replayed there.
      const headers = { site: Buffer.from(site), file: Buffer.from(file) };
      outgoing.dead(
        { key: site, value: bytes, headers, topic: QUEUE_LOG_TOPIC, partition: 0, offset, group: "follow" },
        outcome,
      );
    }
    await outgoing.append();
    for (const [{ offset }, outcome] of lines) {
      counts.count(outcome);
      mendings.tell(file, outcome);
      if (outcome.result === "rejected") logger.warn("line_rejected", { file, offset, code: outcome.code });
    }
  };
  const told = async (events: readonly CanonicalEvent[]): Promise<void> => {
    const outgoing = newOutgoing(log, partitions);
    for (const event of events) outgoing.event({ event });
    await outgoing.append();
  };
  return {
    async write(lines, { offset: sent, second: before }) {
      const second = before.copy();
      const context = { site, zone, now: clock(), ...(encoding === undefined ? {} : { encoding }) };
      const read = lines
        .filter(({ bytes }) => !isBefore(bytes, since))
        .map(
          (line) =>
            [line, intake(asteriskQueueLog, line.bytes, { ...context, lines: second.at(line.offset) })] as const,
        )
        .filter(([{ offset }, outcome]) => offset >= sent && !happenedBefore(outcome, since));
      await append(read);
      return second;
    },
    unterminated: (line) => append([[line, { result: "rejected", ...rejection("unterminated_line", "") }]]),
    told,
    heartbeat: (now) => told([heartbeat(site, now)]),
  };
}

const heartbeat = (site: string, now: number): CanonicalEvent => ({
  id: `heartbeat-${now}`,
  source: `/asterisk/${site}`,
  type: "cc.source.heartbeat",
  time: now,
  recordedTime: null,
  site,
  channel: null,
  contact: null,
  segment: null,
  queue: null,
  agent: null,
  data: {},
});

/** Of stamps that only reading understands, such as local times. */
const happenedBefore = (outcome: Outcome, since: number): boolean =>
  outcome.result === "accepted" && outcome.events.every(({ event }) => event.time + 1000 <= since);

/** By whole seconds; a line whose stamp cannot be read is not before anything. */
function isBefore(bytes: Uint8Array, since: number): boolean {
  const stamp = STAMP.exec(
    Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 12)).toString("latin1"),
  );
  return stamp !== null && (Number(stamp[0]) + 1) * 1000 <= since;
}
