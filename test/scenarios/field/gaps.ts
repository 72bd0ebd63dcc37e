/** What sources leave out, tell twice, tell each in its own way, or tell of another queue than before: siblings of the cases of the field. */
import { tell } from "../../support/src/tell.ts";
import type { FieldCase } from "./field-case.ts";

const chat = { channel: "chat", queue: "web" } as const;
const ann = { agent: "ann" } as const;
const bob = { agent: "bob" } as const;
const crm = { source: "/crm" } as const;

export const GAPS: readonly FieldCase[] = [
  {
    name: "a hold that another source told of does not hide whose talk it is that ends under another id",
    until: 100,
    told: [
      tell(0, "contact.queued"),
      tell(9, "contact.answered", { ...ann, data: { waitMs: 9000 } }),
      tell(20, "contact.held", { ...ann, ...crm }),
      tell(30, "contact.resumed", { ...ann, ...crm }),
      tell(69, "contact.ended", { ...ann, contact: "c2", data: { waitMs: 9000, talkMs: 50_000, holdMs: 10_000 } }),
    ],
    expected: `
      sales call contacts 1
      sales call offered 1
      sales call handled 1
      sales call averageTalkTime 50
      sales call averageHoldTime 10
      site agentsOnContact 0`,
  },
  {
    name: "a chat handed on and answered in a queue that nobody announced is offered there",
    until: 400,
    told: [
      tell(0, "contact.queued", chat),
      tell(10, "contact.answered", { ...chat, ...ann }),
      tell(100, "contact.transferred", { ...chat, ...ann }),
      tell(130, "contact.answered", { ...chat, ...bob, queue: "billing", data: { waitMs: 30_000 } }),
      tell(330, "contact.ended", { ...chat, ...bob, queue: "billing" }),
    ],
    expected: `
      web chat transferred 1
      web chat handled 1
      billing chat offered 1
      billing chat averageSpeedOfAnswer 30
      billing chat averageTalkTime 200
      site contacts 1`,
  },
  {
    name: "wrap-up of which only the end is told began when the talk ended",
    until: 200,
    told: [
      tell(0, "contact.queued"),
      tell(10, "contact.answered", ann),
      tell(70, "contact.ended", ann),
      tell(100, "contact.wrapUpEnded", ann),
    ],
    expected: `
      sales call handled 1
      sales call averageWrapUpTime 30
      sales call averageHandleTime 90`,
  },
  {
    name: "an answer and an end that a second feed tells a second later are one",
    until: 200,
    told: [
      tell(0, "contact.queued"),
      tell(10, "contact.answered", ann),
      tell(11, "contact.answered", { ...ann, ...crm }),
      tell(70, "contact.ended", ann),
      tell(71, "contact.ended", { ...ann, ...crm }),
    ],
    expected: `
      sales call offered 1
      sales call answered 1
      sales call handled 1
      sales call averageTalkTime 60
      ann answered 1`,
  },
  {
    name: "a colleague who is asked before the hand-over has his own talk from then on",
    until: 600,
    told: [
      tell(0, "contact.queued"),
      tell(10, "contact.answered", ann),
      tell(100, "contact.answered", { ...bob, queue: null }),
      tell(130, "contact.transferred", ann),
      tell(400, "contact.ended", bob),
    ],
    expected: `
      sales call offered 1
      sales call answered 1
      sales call transferred 1
      sales call averageTalkTime 420
      ann talkTime 120
      bob talkTime 300`,
  },
  {
    name: "a caller turned away by a full queue and taken by another was offered there alone",
    until: 100,
    told: [
      tell(0, "contact.refused", { data: { reason: "full" } }),
      tell(0, "contact.queued", { queue: "backup" }),
      tell(8, "contact.answered", { ...ann, queue: "backup" }),
      tell(20, "contact.ended", { ...ann, queue: "backup" }),
    ],
    expected: `
      sales call full 1
      sales call offered 0
      sales call contacts 0
      backup call contacts 1
      backup call answered 1`,
  },
  {
    name: "a caller who hangs up while waiting has abandoned, whatever the end is called",
    until: 100,
    told: [tell(0, "contact.queued"), tell(40, "contact.ended", { data: { by: "customer" } })],
    expected: `
      sales call abandoned 1
      sales call averageWait 40
      sales call waiting 0`,
  },
  {
    name: "who answers a chat that he began works, and nothing is offered",
    until: 100,
    told: [
      tell(0, "contact.message", { ...chat, ...ann, data: { from: "agent" } }),
      tell(1, "contact.answered", { ...chat, ...ann }),
      tell(61, "contact.ended", { ...chat, ...ann }),
    ],
    expected: `
      site offered 0
      site contacts 0
      ann onContact 60
      ann answered 0`,
  },
  {
    name: "a hold that nobody ended lasts to the end, and one told twice began once",
    until: 300,
    told: [
      tell(0, "contact.queued"),
      tell(10, "contact.answered", ann),
      tell(40, "contact.held", ann),
      tell(50, "contact.held", ann),
      tell(70, "contact.resumed", ann),
      tell(90, "contact.held", ann),
      tell(100, "contact.ended", ann),
    ],
    expected: `
      sales call averageHoldTime 40
      sales call averageTalkTime 50`,
  },
  {
    name: "a caller who is gone in the second of the answer was answered",
    until: 100,
    told: [
      tell(0, "contact.queued"),
      tell(10, "contact.answered", ann),
      tell(10, "contact.abandoned", { source: "/ami" }),
    ],
    expected: `
      sales call answered 1
      sales call abandoned 0
      sales call averageTalkTime 0
      site agentsOnContact 0`,
  },
  {
    name: "a chat in two segments: the end names the first, and the second waits on",
    until: 200,
    told: [
      tell(0, "contact.queued", { ...chat, segment: "1" }),
      tell(10, "contact.answered", { ...chat, ...ann, segment: "1" }),
      tell(60, "contact.queued", { ...chat, queue: "billing", segment: "2" }),
      tell(90, "contact.ended", { ...chat, ...ann, queue: null, segment: "1" }),
    ],
    expected: `
      web chat handled 1
      web chat averageTalkTime 80
      billing chat offered 1
      billing chat waiting 1
      site agentsOnContact 0`,
  },
  {
    name: "what a restart had lost is restated by the end that comes after all",
    until: 300,
    told: [
      tell(0, "contact.queued"),
      tell(10, "contact.answered", ann),
      tell(20, "contact.queued", { contact: "c2" }),
      tell(100, "source.restarted"),
      tell(130, "contact.ended", ann),
      tell(180, "contact.abandoned", { contact: "c2" }),
    ],
    expected: `
      sales call handled 1
      sales call averageTalkTime 120
      sales call abandoned 1
      sales call flowedOut 0
      sales call longestWait 160`,
  },
  {
    name: "a caller who overflows into a queue that only its answer tells of was offered there, too",
    until: 200,
    told: [
      tell(0, "contact.queued"),
      tell(60, "contact.flowedOut", { data: { reason: "overflow" } }),
      tell(75, "contact.answered", { ...ann, queue: "backup", data: { waitMs: 15_000 } }),
      tell(95, "contact.ended", { ...ann, queue: "backup" }),
    ],
    expected: `
      sales call flowedOut 1
      backup call offered 1
      backup call answeredInThreshold 1
      backup call averageSpeedOfAnswer 15
      site contacts 1`,
  },
  {
    name: "an abandon that one feed tells a second before another tells the answer was none",
    until: 100,
    told: [
      tell(0, "contact.queued"),
      tell(10, "contact.abandoned", { source: "/ami" }),
      tell(11, "contact.answered", ann),
      tell(41, "contact.ended", ann),
    ],
    expected: `
      sales call offered 1
      sales call answered 1
      sales call abandoned 0
      sales call averageTalkTime 30`,
  },
  {
    name: "an end whose clock is three seconds behind that of the answer is the end of that talk",
    until: 100,
    told: [
      tell(0, "contact.queued"),
      tell(20, "contact.ended", { ...ann, ...crm, data: { talkMs: 10_000 } }),
      tell(23, "contact.answered", { ...ann, data: { waitMs: 9000 } }),
    ],
    expected: `
      sales call offered 1
      sales call answered 1
      sales call averageSpeedOfAnswer 9
      sales call averageTalkTime 10
      ann answered 1`,
  },
  {
    name: "who is named by the end alone has answered and talked",
    until: 100,
    told: [tell(0, "contact.queued"), tell(10, "contact.answered"), tell(70, "contact.ended", ann)],
    expected: `
      sales call answered 1
      ann answered 1
      ann talkTime 60
      ann onContact 60`,
  },
  {
    name: "of all phones that ring one is answered, and the others refused in that second",
    until: 100,
    told: `
      0|r1|sales|NONE|ENTERQUEUE||555|1
      5|r1|sales|ann|CONNECT|5|r2|5
      5|r1|sales|bob|RINGNOANSWER|5000
      5|r1|sales|cid|RINGNOANSWER|5000
      65|r1|sales|ann|COMPLETECALLER|5|60|1`,
    expected: `
      sales call answered 1
      sales call notAnswered 2
      sales call averageTalkTime 60
      ann talkTime 60`,
  },
  {
    name: "a mail that one answers and another closes is answered by the first and over",
    until: 2000,
    told: [
      tell(0, "contact.queued", { channel: "email", queue: "mail" }),
      tell(600, "contact.message", { channel: "email", queue: "mail", ...ann, data: { from: "agent" } }),
      tell(900, "contact.resolved", { channel: "email", queue: "mail", ...bob }),
    ],
    expected: `
      mail email answered 1
      mail email handled 1
      mail email firstResponseTime 600
      ann answered 1`,
  },
];
