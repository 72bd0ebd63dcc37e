/** What is kept of one customer, as it is stored. */
import { jsonRow, rowJson } from "../row-format.ts";
import type { CustomerContact } from "./customer-contacts.ts";

export const CUSTOMER_ROW = "u";

const FORMAT = 2;
const ANSWERED = 1;
const CALLS_BACK = 2;

export interface KeptCustomer {
  /** In the order in which they began. */
  readonly contacts: readonly CustomerContact[];
  /** His contacts before may be missing; absent: none is. */
  readonly knownFrom?: number;
  /** He comes more often than a person; then: when his last contact began. */
  readonly crowdedAt?: number;
}

type ContactRow = readonly [key: string, began: number, reason: string | null, flags: number];
type Row = readonly [contacts: readonly ContactRow[], knownFrom?: number | null, crowdedAt?: number];

export function customerRow({ contacts, knownFrom, crowdedAt }: KeptCustomer): Uint8Array {
  const rows = contacts.map(rowOf);
  if (crowdedAt !== undefined) return jsonRow(FORMAT, [rows, knownFrom ?? null, crowdedAt] satisfies Row);
  return jsonRow(FORMAT, (knownFrom === undefined ? [rows] : [rows, knownFrom]) satisfies Row);
}

/** @throws RangeError of a format that nobody knows. */
export function keptCustomer(value: Uint8Array): KeptCustomer {
  const [rows, knownFrom, crowdedAt] = rowJson<Row>(FORMAT, value);
  return {
    contacts: rows.map(ofRow),
    ...(knownFrom === undefined || knownFrom === null ? {} : { knownFrom }),
    ...(crowdedAt === undefined ? {} : { crowdedAt }),
  };
}

const rowOf = ({ key, began, reason, answered, callsBack }: CustomerContact): ContactRow => [
  key,
  began,
  reason,
  (answered ? ANSWERED : 0) | (callsBack ? CALLS_BACK : 0),
];

const ofRow = ([key, began, reason, flags]: ContactRow): CustomerContact => ({
  key,
  began,
  reason,
  answered: (flags & ANSWERED) !== 0,
  callsBack: (flags & CALLS_BACK) !== 0,
});
