/**
 * A `queue_log` line cut into its fields: `epoch|callid|queue|agent|VERB|field1|field2…`. Asterisk writes names as they are, so
 * that a `|` in a member's name shifts everything behind it: where the verb should stand is a piece of the name, and the verb
 * stands further on. It is found again only where the line leaves no doubt.
 */
import { attendedTransfer, NOT_COUNTED, VERBS, type Verb } from "./queue-log-verbs.ts";

export interface QueueLogFields {
  readonly stamp: string;
  readonly call: string | null;
  readonly queue: string | null;
  readonly agent: string | null;
  /** Empty: the line has none. */
  readonly verb: string;
  /** What follows the verb; field 1 is the first. */
  readonly own: readonly string[];
  /** A `|` in the agent's name had shifted them. */
  readonly shifted: boolean;
}

const AGENT = 3;
const VERB = 4;
/** More pieces than this are no name. */
const MOST_PIECES = 4;
const SPELLED_LIKE_A_VERB = /^[A-Z][A-Z0-9_]*$/;
const NUMBER = /^\d+(?:\.\d+)?$/;

export function queueLogFields(line: string): QueueLogFields {
  const fields = line.split("|");
  const at = verbAt(fields);
  return {
    stamp: fields[0]!,
    call: known(fields[1]),
    queue: known(fields[2]),
    agent: known(fields.slice(AGENT, at).join("|")),
    verb: fields[at] ?? "",
    own: fields.slice(at + 1),
    shifted: at !== VERB,
  };
}

/** Null: not a verb that means anything to a number. */
export function meaningOf(name: string, own: readonly string[]): Verb | null {
  return name === "ATTENDEDTRANSFER" ? attendedTransfer(own[0]) : (VERBS.get(name) ?? null);
}

function verbAt(fields: readonly string[]): number {
  if (isVerb(fields[VERB])) return VERB;
  for (let at = VERB + 1; at < Math.min(fields.length, VERB + MOST_PIECES); at++)
    if (isVerb(fields[at]) && isSure(fields, at)) return at;
  return VERB;
}

const isVerb = (name: string | undefined): boolean =>
  name !== undefined && (VERBS.has(name) || name === "ATTENDEDTRANSFER" || NOT_COUNTED.has(name));

/** The line of a verb that nobody knows may hold the name of one that is known: then its figures are not those of that one. */
function isSure(fields: readonly string[], at: number): boolean {
  const own = fields.slice(at + 1);
  const { seconds, milliseconds } = meaningOf(fields[at]!, own) ?? {};
  const figures = Object.values({ ...seconds, ...milliseconds });
  if (figures.length === 0) return !SPELLED_LIKE_A_VERB.test(fields[VERB]!);
  return figures.every((index) => NUMBER.test(own[index - 1] ?? ""));
}

/** Asterisk writes NONE for what a line is not about. */
const known = (field: string | undefined): string | null =>
  field === undefined || field === "" || field === "NONE" ? null : field;
