/**
 * What the files at hand say about agents before a moment (rule 24): whoever joined or paused yesterday still does at midnight,
 * where a first follow begins. All files are read, the rotated ones too, and their lines put in order, so that a copy or a
 * misplaced date of a file does no harm; calls of yesterday stay where they are.
 */
import type { CanonicalEvent } from "@floorwalker/domain";
import { asteriskQueueLog, intake, SecondOfLines, type SourceContext } from "@floorwalker/sources";
import { AgentsBefore } from "./agents-before.ts";
import { QueueLogFile } from "./queue-log-file.ts";
import { rotatedFiles } from "./rotated-files.ts";

export interface SumUp {
  readonly file: string;
  /** The moment, epoch ms. */
  readonly before: number;
  readonly context: SourceContext;
  /** True: leave it, it will be done another time. */
  readonly stopping: () => boolean;
}

/** Most lines are about calls: only these are read. */
const OF_AGENTS =
  /\|(?:ADDMEMBER|REMOVEMEMBER|(?:UN)?PAUSE(?:ALL)?|AGENT(?:CALLBACK)?LOG(?:IN|OFF)|QUEUESTART)(?:\||\r?$)/;

/** The sign-ins and pauses that hold at that moment; null when it was left. */
export async function sumUp(options: SumUp): Promise<CanonicalEvent[] | null> {
  const { file, before, stopping } = options;
  const found = new Map<string, CanonicalEvent>();
  for (const open of await openings(file)) {
    const opened = await open();
    if (opened === null) continue;
    try {
      for await (const event of agentEvents(opened, options)) if (event.time < before) found.set(event.id, event);
    } finally {
      await opened.close();
    }
    if (stopping()) return null;
  }
  const agents = new AgentsBefore();
  for (const event of [...found.values()].sort(inOrder)) agents.take(event);
  return agents.events(before);
}

/** A file that cannot be read tells nothing; its name is told where it matters for calls. */
async function openings(file: string): Promise<(() => Promise<QueueLogFile | null>)[]> {
  const rotated = (await rotatedFiles(file)).filter(({ packing }) => packing !== "other");
  return [
    ...rotated.map((each) => async () => {
      const opened = each.packing === "gzip" ? QueueLogFile.openPacked(each) : QueueLogFile.open(each.path);
      return opened.catch(() => null);
    }),
    () => QueueLogFile.open(file),
  ];
}

async function* agentEvents(file: QueueLogFile, { context, stopping }: SumUp): AsyncGenerator<CanonicalEvent> {
  const lines = new SecondOfLines();
  for (let end = false; !end && !stopping(); ) {
    const chunk = await file.chunk();
    end = chunk.end;
    for (const { bytes } of chunk.lines) {
      if (!OF_AGENTS.test(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1"))) continue;
      const outcome = intake(asteriskQueueLog, bytes, { ...context, lines });
      if (outcome.result === "accepted") for (const { event } of outcome.events) yield event;
    }
    file.advance(chunk.next, lines);
  }
}

const inOrder = (a: CanonicalEvent, b: CanonicalEvent): number =>
  a.time - b.time || (a.sequence ?? 0) - (b.sequence ?? 0) || (a.id < b.id ? -1 : 1);
