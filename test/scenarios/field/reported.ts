/** What sources report, wherever they say it, wins over the stamps (rule 1); and what is told of by a survey or an unplaced message alone. */
import { tell } from "../../support/src/tell.ts";
import type { FieldCase } from "./field-case.ts";

const ann = { agent: "ann" } as const;
const chat = { channel: "chat", queue: "web" } as const;
const mail = { channel: "email", queue: "post" } as const;
const rated = (score: number) => ({ data: { score, scale: "1-5" as const } });

export const REPORTED: readonly FieldCase[] = [
  {
    name: "a wait that is reported with the end of the talk alone wins over the stamps",
    until: 600,
    told: [
      tell(0, "contact.queued"),
      tell(25, "contact.answered", ann),
      tell(85, "contact.ended", { ...ann, data: { waitMs: 19_500, talkMs: 59_000 } }),
    ],
    expected: `
      sales call averageSpeedOfAnswer 19.5
      sales call answeredInThreshold 1
      sales call averageTalkTime 59
      ann serviceLevel 1`,
  },
  {
    name: "the same with the transfer that ends it; what the next agent's end reports is not how long the queue had waited",
    until: 600,
    told: [
      tell(0, "contact.queued"),
      tell(25, "contact.answered", ann),
      tell(85, "contact.transferred", { ...ann, data: { waitMs: 24_000 } }),
      tell(90, "contact.answered", { agent: "bob" }),
      tell(150, "contact.ended", { agent: "bob", data: { waitMs: 5000 } }),
    ],
    expected: `
      sales call offered 1
      sales call averageSpeedOfAnswer 24
      sales call answeredInThreshold 0`,
  },
  {
    name: "a wait that is reported with the answer and with the end is the answer's",
    until: 600,
    told: [
      tell(0, "contact.queued"),
      tell(25, "contact.answered", { ...ann, data: { waitMs: 20_000 } }),
      tell(85, "contact.ended", { ...ann, data: { waitMs: 30_000 } }),
    ],
    expected: "sales call averageSpeedOfAnswer 20",
  },
  {
    name: "a wait that is reported with the message that answers",
    until: 600,
    told: [
      tell(0, "contact.queued", chat),
      tell(25, "contact.message", { ...chat, ...ann, data: { from: "agent", waitMs: 24_000 } }),
      tell(0, "contact.queued", { ...mail, contact: "m1" }),
      tell(25, "contact.answered", { ...mail, ...ann, contact: "m1", data: { waitMs: 25_000 } }),
      tell(325, "contact.message", { ...mail, ...ann, contact: "m1", data: { from: "agent" } }),
    ],
    expected: `
      web chat averageSpeedOfAnswer 24
      post email averageSpeedOfAnswer 325`,
  },
  {
    name: "handed on unanswered and answered after all: what is reported then is its wait, not what it had waited before",
    until: 600,
    told: [
      tell(0, "contact.queued"),
      tell(10, "contact.transferred", { data: { waitMs: 10_000 } }),
      tell(30, "contact.answered", { ...ann, data: { waitMs: 29_000 } }),
      tell(0, "contact.queued", { contact: "c2" }),
      tell(10, "contact.transferred", { contact: "c2", data: { waitMs: 10_000 } }),
      tell(31, "contact.answered", { ...ann, contact: "c2" }),
    ],
    expected: `
      sales call answered 2
      sales call flowedOut 0
      sales call averageSpeedOfAnswer 30`,
  },
  {
    name: "of a mail that others handed on, or took, before anybody wrote the first talk is his who wrote: what its end reports is the wait",
    until: 600,
    told: [
      tell(0, "contact.queued", mail),
      tell(10, "contact.transferred", { ...mail, ...ann }),
      tell(80, "contact.message", { ...mail, agent: "bob", data: { from: "agent" } }),
      tell(200, "contact.resolved", { ...mail, agent: "bob", data: { waitMs: 79_000 } }),
      tell(0, "contact.queued", { ...mail, queue: "back", contact: "m2" }),
      tell(10, "contact.answered", { ...mail, ...ann, queue: "back", contact: "m2" }),
      tell(30, "contact.transferred", { ...mail, ...ann, queue: "back", contact: "m2" }),
      tell(80, "contact.message", { ...mail, agent: "bob", queue: "back", contact: "m2", data: { from: "agent" } }),
      tell(200, "contact.ended", { ...mail, agent: "bob", queue: "back", contact: "m2", data: { waitMs: 78_000 } }),
      // Taken by one and answered by another without a word of a hand-over: how long the first one had waited is not the wait.
      tell(0, "contact.queued", { ...mail, queue: "legal", contact: "m3" }),
      tell(10, "contact.answered", { ...mail, ...ann, queue: "legal", contact: "m3" }),
      tell(80, "contact.message", { ...mail, agent: "bob", queue: "legal", contact: "m3", data: { from: "agent" } }),
      tell(90, "contact.ended", { ...mail, ...ann, queue: "legal", contact: "m3", data: { waitMs: 10_000 } }),
    ],
    expected: `
      post email averageSpeedOfAnswer 79
      back email averageSpeedOfAnswer 78
      legal email averageSpeedOfAnswer 80`,
  },
  {
    name: "an agent wrote of a segment that nobody told of: it was not solved without a human",
    until: 600,
    told: [
      tell(0, "contact.queued", chat),
      tell(20, "contact.message", { ...chat, ...ann, segment: "7", data: { from: "agent" } }),
      tell(90, "contact.resolved", chat),
    ],
    expected: `
      web chat flowedOut 1
      web chat flowedOutSelfService 0
      web chat flowedOutClosed 1`,
  },
  {
    name: "a survey that names another queue moves nothing: the next one, and the second life, are of the queue it was in",
    until: 600,
    told: [
      tell(0, "contact.queued", chat),
      tell(30, "contact.abandoned", chat),
      tell(40, "survey.answered", { ...chat, queue: "back", ...rated(5) }),
      tell(50, "survey.answered", { ...chat, queue: null, ...rated(1) }),
      tell(60, "contact.reopened", { ...chat, queue: null }),
    ],
    expected: `
      back chat csatMean 5
      back chat offered 0
      web chat csatMean 1
      web chat offered 2
      web chat waiting 1`,
  },
];
