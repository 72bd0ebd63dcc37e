/**
 * What was done here with alerts in the last seconds: sent at once, shown ahead of the feed, and taken back on request while that counts.
 * Nothing is kept for later: what could not be sent was not done, and is said.
 */
import { type AlertRow, alertEpisode } from "@floorwalker/protocol";
import { randomKey, type Sent, send } from "../../live/send.ts";
import type { Act, Verb } from "../../model/with-acts.ts";
import { refusalText } from "../../words/refusal-text.ts";

export interface Doing {
  readonly row: AlertRow;
  readonly what: string;
  readonly verb: Verb;
  /** Server time, epoch ms. */
  readonly now: number;
  /** Who does it, and whether the gateway has to be told so: it knows who has signed in. */
  readonly by: string;
  readonly named: boolean;
  readonly to?: string;
  readonly forSeconds?: number;
  readonly text?: string;
}

/** It can be taken back for ten seconds from when the gateway heard of it; a little is left for the way. */
export const UNDO_SHOWN_MS = 9_000;
const SAID_MS = 11_000;
/** The owner has to have it before it can be taken back: it is asked again until then. */
const UNDO_TRIES = 8;
const UNDO_PAUSE_MS = 300;

let acts: readonly Act[] = [];
const listeners = new Set<() => void>();

function set(next: readonly Act[]): void {
  acts = next;
  for (const listener of listeners) listener();
}
const change = (key: string, changed: Partial<Act>): void =>
  set(acts.map((act) => (act.key === key ? { ...act, ...changed } : act)));

function forgetLater(key: string): void {
  setTimeout(() => set(acts.filter((act) => act.key !== key)), SAID_MS);
}

export const actsSnapshot = (): readonly Act[] => acts;
export function subscribeActs(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export async function act(doing: Doing): Promise<void> {
  const { row, what, verb, now, by, named, to, forSeconds, text } = doing;
  const key = randomKey();
  const until = forSeconds === undefined ? undefined : now + forSeconds * 1000;
  const about = { key, verb, row: row.id, since: row.since, what, at: now, by, named };
  const said = {
    ...(to === undefined ? {} : { to }),
    ...(until === undefined ? {} : { until }),
    ...(text === undefined ? {} : { text }),
  };
  set([...acts, { ...about, ...said, action: null, state: "done", refusal: null }]);
  const asked = {
    ...(named ? { by } : {}),
    ...(to === undefined ? {} : { to }),
    ...(forSeconds === undefined ? {} : { for: forSeconds }),
    ...(text === undefined ? {} : { text }),
  };
  const sent = await send<{ action: string }>(pathOf(row, verb), asked, key);
  if (sent.ok) change(key, { action: sent.value.action });
  else change(key, { state: "refused", refusal: refusalOf(sent) });
  forgetLater(key);
}

export async function takeBack({ key, by, action, named }: Act, row: AlertRow): Promise<void> {
  if (action === null) return;
  const again = randomKey();
  for (let left = UNDO_TRIES; left > 0; left -= 1) {
    const sent = await send(pathOf(row, "undo"), { ...(named ? { by } : {}), action }, again);
    if (sent.ok) return change(key, { state: "takenBack" });
    if (sent.code !== "unknown_action" || left === 1) return change(key, { refusal: refusalOf(sent) });
    await new Promise((resolve) => setTimeout(resolve, UNDO_PAUSE_MS));
  }
}

const pathOf = (row: AlertRow, verb: Verb | "undo"): string => `/v1/alerts/${alertEpisode(row)}/${verb}`;

/** Its code where what is said depends on what was done; else in words by its code. */
const KNOWN = [
  "unreachable",
  "already_acknowledged",
  "alert_is_over",
  "unknown_alert",
  "too_late_to_undo",
  "forbidden",
];
const refusalOf = (sent: Sent<unknown> & { readonly ok: false }): string =>
  KNOWN.includes(sent.code) ? sent.code : refusalText(sent);
