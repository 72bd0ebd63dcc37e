/**
 * From what a fetch of @platformatic/kafka brings to records of the port. Records of aborted transactions are left out by
 * the list that comes with them, also when the abort itself lies beyond the fetch (the library then keeps them).
 */
import { isUtf8 } from "node:buffer";
import type { LogRecord } from "@floorwalker/ports";
import type { fetchV17, KafkaRecord, RecordsBatch } from "@platformatic/kafka";

type FetchResponsePartition = fetchV17.FetchResponsePartition;

const NO_BYTES = new Uint8Array(0);
const NO_HEADERS: Readonly<Record<string, Uint8Array>> = Object.freeze({});
const APPEND_TIME = 0b1000;
const TRANSACTIONAL = 0b1_0000;
const CONTROL = 0b10_0000;

export interface FetchedRecords {
  readonly records: LogRecord[];
  /** Of their values. */
  readonly bytes: number;
  /** The offset after all that was fetched, records or not. */
  readonly next: number;
}

/** Records from offset `from` on. */
export function fetchedRecords(
  { records: batches, abortedTransactions }: FetchResponsePartition,
  from: number,
): FetchedRecords {
  const records: LogRecord[] = [];
  const isAborted = abortsOf(abortedTransactions ?? []);
  let bytes = 0;
  let next = from;
  for (const batch of batches ?? []) {
    const first = Number(batch.firstOffset);
    next = Math.max(next, first + batch.lastOffsetDelta + 1);
    if (isAborted(batch) || (batch.attributes & CONTROL) !== 0) continue;
    const appended = (batch.attributes & APPEND_TIME) !== 0;
    const [begun, newest] = [Number(batch.firstTimestamp), Number(batch.maxTimestamp)];
    for (const record of batch.records) {
      const offset = first + record.offsetDelta;
      if (offset < from) continue;
      const value = record.value ?? NO_BYTES;
      bytes += value.length;
      records.push(recordOf(record, offset, appended ? newest : begun + Number(record.timestampDelta)));
    }
  }
  return { records, bytes, next };
}

function recordOf(
  { key: rawKey, value: given, headers: pairs }: KafkaRecord,
  offset: number,
  appendedAt: number,
): LogRecord {
  const value = given ?? NO_BYTES;
  const headers = pairs.length === 0 ? NO_HEADERS : headersOf(pairs);
  if (rawKey === null) return { offset, appendedAt, key: null, value, headers };
  const key = rawKey.toString();
  return isUtf8(rawKey)
    ? { offset, appendedAt, key, value, headers }
    : { offset, appendedAt, key, rawKey, value, headers };
}

/** Of a header given several times the last one counts. */
const headersOf = (pairs: KafkaRecord["headers"]): Readonly<Record<string, Uint8Array>> =>
  Object.fromEntries(pairs.map(([name, value]) => [name?.toString() ?? "", value ?? NO_BYTES]));

/** Asked of each batch, in their order. */
function abortsOf(aborted: readonly { readonly producerId: bigint; readonly firstOffset: bigint }[]) {
  const ahead = aborted.toSorted((a, b) => Number(a.firstOffset - b.firstOffset));
  const open = new Set<bigint>();
  return ({ attributes, producerId, firstOffset, lastOffsetDelta }: RecordsBatch): boolean => {
    while (ahead.length > 0 && ahead[0]!.firstOffset <= firstOffset + BigInt(lastOffsetDelta))
      open.add(ahead.shift()!.producerId);
    if ((attributes & TRANSACTIONAL) === 0 || !open.has(producerId)) return false;
    // The mark that ends the transaction: what its producer sends next is of another one.
    if ((attributes & CONTROL) !== 0) open.delete(producerId);
    return true;
  };
}
