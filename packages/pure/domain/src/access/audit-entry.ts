/** What is kept of what was done by whom. */
import type { Identity } from "./identity.ts";

export const AUDITED = [
  "signed_in",
  "sign_in_refused",
  "signed_out",
  "saw_contacts",
  "exported",
  "acted_on_alert",
  "read_audit",
  "made_user",
  "changed_user",
  "changed_own_password",
  "made_token",
  "revoked_token",
  "paired_screen",
  "pairing_refused",
  "changed_screen",
  "told_screen",
  "revoked_screen",
  "published_board",
  "removed_board",
] as const;
export type Audited = (typeof AUDITED)[number];

/** `command`: whoever may open the store itself, by a command on its machine; `id` is his name there. */
export interface AuditedBy {
  readonly kind: Identity["kind"] | "command";
  readonly id: string;
  readonly name: string;
}

export interface AuditEntry {
  /** Entries in the order of their ids are in the order of their times. */
  readonly id: string;
  /** Epoch ms. */
  readonly at: number;
  /** Null: nobody who is known. */
  readonly by: AuditedBy | null;
  readonly did: Audited;
  /** To what: a site, a user's id, the question that was asked. */
  readonly to: string;
}

const FORMAT = "floorwalker.audit";
const VERSION = 1;
const TIME_DIGITS = 12;

/** `unique`: differs for entries of one millisecond. */
export const auditId = (at: number, unique: string): string =>
  `${Math.floor(at).toString(16).padStart(TIME_DIGITS, "0")}-${unique}`;

export const auditText = (entry: AuditEntry): string => JSON.stringify({ format: FORMAT, version: VERSION, ...entry });

/** Null: a newer program's. */
export function auditEntryOf(text: string): AuditEntry | null {
  const { format, version, ...entry } = JSON.parse(text) as { readonly format: string; readonly version: number };
  return format === FORMAT && version === VERSION ? (entry as unknown as AuditEntry) : null;
}
