/**
 * Why an input was not taken: the one catalogue of codes, for dead letters, HTTP answers, replays and logs.
 * A reason never repeats the input's values: they may be personal, and reasons go to logs and headers.
 */
const CATALOGUE = {
  not_json: { text: "The bytes are not JSON.", fix: "Send one complete JSON object per message or line." },
  not_an_object: {
    text: "The value is not a JSON object.",
    fix: "Send one event as one JSON object, not a list or a bare value.",
  },
  unsupported_version: { text: "`specversion` is not 1.0.", fix: 'Send CloudEvents with "specversion": "1.0".' },
  unsupported_content: {
    text: "The event's data is not JSON.",
    fix: "Send `data` as a JSON object with the content type application/json.",
  },
  unknown_type: {
    text: "No such event type.",
    fix: "Use a type of the event reference, such as cc.contact.queued; capitals matter.",
  },
  reserved_type: {
    text: "What people do with alerts is told to the gateway, not sent as events.",
    fix: "Use POST /v1/alerts/{id}/acknowledge and its like (docs/alerts.md).",
  },
  unknown_channel: { text: "No such channel.", fix: "Use call, chat or email." },
  unknown_value: {
    text: "The value is none of those this field knows.",
    fix: "Use one of the values the event reference lists for this field.",
  },
  missing_field: { text: "A required field is missing or empty.", fix: "Fill the field the path names." },
  wrong_type: { text: "A field has the wrong type.", fix: "Ids are strings, durations whole milliseconds as numbers." },
  invalid_text: {
    text: "A field holds control characters or broken Unicode.",
    fix: "Remove control characters (such as tabs and line breaks) and unpaired surrogates.",
  },
  invalid_time: {
    text: "The time cannot be read.",
    fix: "Write RFC 3339 with an offset, such as 2026-11-21T09:00:12.345Z, or epoch seconds or milliseconds.",
  },
  time_without_zone: {
    text: "The time has no time zone, so it names no moment.",
    fix: "Add an offset or Z. Only lines of a queue_log are read in their site's zone.",
  },
  future_time: {
    text: "The time is more than 5 minutes ahead of this machine's clock.",
    fix: "Set the clock and time zone of the source (and of this machine) right, then send the event again.",
  },
  ends_before: {
    text: "What is scheduled ends before it begins.",
    fix: "Send `to` later than `from`.",
  },
  score_out_of_scale: {
    text: "The score lies outside its scale.",
    fix: "Send 1 to 5, 1 to 7, 0 to 10, or for thumbs 0 or 1, and the scale it belongs to.",
  },
  too_large: {
    text: "The event is larger than 64 KB.",
    fix: "Leave out what the numbers do not need, such as transcripts.",
  },
  name_too_long: {
    text: "A name has more than 256 characters, or an id (of an event, a contact or a source) more than 1,024.",
    fix: "Send what the thing is called, not what is told of it.",
  },
  too_deep: {
    text: "Extra fields are nested more than 32 levels deep.",
    fix: "Flatten the extra fields or leave them out.",
  },
  malformed_line: {
    text: "The line does not have the fields of a queue_log line.",
    fix: "Expected epoch|callid|queue|agent|EVENT|data…; check that the file is a queue_log.",
  },
  unterminated_line: {
    text: "The file ended within this line, so it may be cut.",
    fix: "Complete the line from another copy of the log and replay it.",
  },
  malformed: {
    text: "The record on the event topic is not an event as ingest writes it.",
    fix: "Write to a source topic or POST /v1/events; only ingest and the gateway write to the event topic.",
  },
  late: {
    text: "The event is older than the horizon of its channel (24 hours; e-mail 30 days).",
    fix: "Set the source's clock and time zone right; numbers of days gone by come from a replay.",
  },
  unattributed: {
    text: "The event names no queue, and nothing else is known of its contact (or it names no contact at all); or it hands on an agent's talk that neither its call nor exactly one other has open.",
    fix: "Send the queue with it, or the events that say where the contact is: they are put together also when they come later.",
  },
  id_conflict: {
    text: "The same id and source came with different content; only one of the two counts.",
    fix: "Make ids unique per source, or stamp recordedtime: the content recorded later counts.",
  },
  fold_failed: {
    text: "The program fails on this event; it was set aside so that the others go on.",
    fix: "It is a fault of the program, not of the event: report it with this record, and send it again to a fixed version.",
  },
  site_stopped: {
    text: "The state of this site cannot be used; its events are kept here until the program starts again.",
    fix: "See the runbook under FloorwalkerSiteStopped: start a fixed version, then send these events again.",
  },
  too_many_sites: {
    text: "The partition knows as many unconfigured sites as it takes, and this is another.",
    fix: "Add the site to the configuration, or raise `limits.sites`; if a source makes up site names, mend it.",
  },
  too_many_queues: {
    text: "The site knows as many unconfigured queues as it takes, and this is another.",
    fix: "Add the queue to the configuration, or raise `limits.queues`; if a source makes up queue names, mend it.",
  },
  too_many_agents: {
    text: "The site knows as many unconfigured agents as it takes, and this is another.",
    fix: "Add the agent to the configuration, or raise `limits.agents`; if a source makes up agent names, mend it.",
  },
  too_many_sources: {
    text: "The site knows as many sources as it takes, and this is another.",
    fix: "Let a system keep one source name, or raise `limits.sources`.",
  },
  too_many_events: {
    text: "The contact has as many events as one contact may have: a chat or mail within the horizon, a call in all.",
    fix: "Give every contact an id of its own and leave out what the numbers do not need, or raise `limits.contactEvents`.",
  },
} as const satisfies Record<string, { text: string; fix: string }>;

export type RejectionCode = keyof typeof CATALOGUE;

export const REJECTIONS: Readonly<Record<RejectionCode, { readonly text: string; readonly fix: string }>> = CATALOGUE;

/** What only the fold can see, after the door let it in. */
export const FOLD_REJECTIONS = [
  "malformed",
  "late",
  "unattributed",
  "id_conflict",
  "fold_failed",
  "site_stopped",
  "too_many_sites",
  "too_many_queues",
  "too_many_agents",
  "too_many_sources",
  "too_many_events",
] as const satisfies readonly RejectionCode[];

export interface Rejection {
  readonly code: RejectionCode;
  /** The field, such as `data.waitMs`; empty for the whole input. */
  readonly path: string;
  readonly reason: string;
  readonly fix: string;
  /** What else is wrong with the same input; absent: nothing. */
  readonly others?: readonly Omit<Rejection, "others">[];
}

/** Everything that is wrong with one input, the first thing first. */
export const allFaults = ({ others = [], ...first }: Rejection): readonly Omit<Rejection, "others">[] => [
  first,
  ...others,
];

/** In one line: each field with its reason. */
export const faultText = (rejection: Rejection): string =>
  allFaults(rejection)
    .map(({ path, reason }) => (path === "" ? reason : `${path}: ${reason}`))
    .join("; ");

/** `reason` only where it says more than the catalogue's text. */
export const rejection = (code: RejectionCode, path: string, reason: string = REJECTIONS[code].text): Rejection => ({
  code,
  path,
  reason,
  fix: REJECTIONS[code].fix,
});
