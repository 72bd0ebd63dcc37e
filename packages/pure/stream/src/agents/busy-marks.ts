/** The boundaries of work on a contact, as marks on its agent's time. */
import type { BusyInterval } from "@floorwalker/domain";
import { MARK, type MarkKind } from "./marks.ts";

export interface BusyMark {
  readonly agent: string;
  readonly time: number;
  readonly kind: MarkKind;
  /** What a contact implies of him is of its queue, by its source; its end implies nothing. */
  readonly queue: string | null;
  readonly source: string | null;
}

export function busyMarks({ agent, kind, queue, source, from, to }: BusyInterval): readonly BusyMark[] {
  if (kind === "rang") return [{ agent, time: to ?? from, kind: MARK.rang, queue, source }];
  const onContact = kind === "onContact";
  const begins: BusyMark = onContact
    ? { agent, time: from, kind: MARK.contactBegins, queue, source }
    : { agent, time: from, kind: MARK.wrapUpBegins, queue: null, source: null };
  if (to === null) return [begins];
  return [begins, { agent, time: to, kind: onContact ? MARK.contactEnds : MARK.wrapUpEnds, queue: null, source: null }];
}

export const sameMark = (a: BusyMark, b: BusyMark): boolean =>
  a.time === b.time && a.kind === b.kind && a.queue === b.queue && a.source === b.source && a.agent === b.agent;
