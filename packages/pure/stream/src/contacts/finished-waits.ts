/** Waits that ended in a queue, or of what contacts are about: the longest of them is only known by reading contacts again. */
import { ANSWERED_WAIT, type Channel, FINISHED_WAIT, NONE } from "@floorwalker/domain";
import type { Names } from "../columns/names.ts";
import { type Added, COUNTED } from "./added.ts";
import type { ContactHead } from "./contact-head.ts";
import { headOf, idsOfRecord } from "./contact-row-bytes.ts";
import type { ContactSettling } from "./contact-settling.ts";
import type { ContactSlots } from "./contact-slots.ts";

/** Whose waits: of a queue, or of what contacts are about, of one channel. */
export type WaitsOf = { readonly channel: Channel } & (
  | { readonly kind: "queue"; readonly queue: string }
  | { readonly kind: "reason"; readonly reason: string }
);

export interface FinishedWaitsParts {
  readonly names: Names;
  readonly slots: ContactSlots;
  readonly settling: ContactSettling;
}

/** Those of [from, to), of contacts in memory (or that left it since the last commit) and in `records`. */
export function finishedWaits(
  { names, slots, settling }: FinishedWaitsParts,
  of: WaitsOf,
  from: number,
  to: number,
  records: Iterable<Uint8Array>,
): number[] {
  const waits: number[] = [];
  const { channel } = of;
  const counts = names.of(of.kind === "queue" ? of.queue : of.reason);
  const isOf = (added: Added, entry: number): boolean =>
    counts === (of.kind === "queue" ? added.queueOf(entry) : added.besideOf(entry));
  for (const slot of slots.all())
    if (slots.channelOf(slot) === channel) collectWaits(settling.headOf(slot), isOf, from, to, waits);
  for (const record of records)
    if (idsOfRecord(record) === null) collectWaits(settling.read(headOf(record)), isOf, from, to, waits);
  return waits;
}

function collectWaits(
  { added }: ContactHead,
  isOf: (added: Added, entry: number) => boolean,
  from: number,
  to: number,
  waits: number[],
): void {
  for (let entry = 0; entry < added.count; entry++) {
    if (added.kindOf(entry) !== COUNTED || added.agentOf(entry) !== NONE || !isOf(added, entry)) continue;
    const counter = added.whatOf(entry);
    if (counter !== ANSWERED_WAIT && counter !== FINISHED_WAIT) continue;
    const at = added.atOf(entry);
    if (at >= from && at < to) waits.push(added.amountOf(entry));
  }
}
