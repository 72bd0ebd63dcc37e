/** Of contacts, and of numbers taken apart into them. */
import { KPIS } from "@floorwalker/domain";
import { LISTED_OUTCOMES } from "@floorwalker/stream";
import { z } from "zod";
import { csv, json, jsonOrCsv, type RouteShape } from "../route-shape.ts";
import {
  askedOf,
  byteOrderMark,
  channel,
  factErrors,
  isoTime,
  kpiId,
  nullableNumber,
  numberText,
  siteName,
  unit,
  window,
} from "./parts.ts";

const isoOrNull = isoTime.nullable();

const contact = z
  .object({
    site: siteName.exactOptional().describe("Of a region: of which site it is."),
    contact: z.string(),
    segment: z.string().nullable(),
    channel,
    queue: z.string().nullable(),
    queuedAt: isoOrNull,
    waitSeconds: nullableNumber,
    talkSeconds: nullableNumber,
    holdSeconds: nullableNumber,
    wrapUpSeconds: nullableNumber,
    outcome: z.string().nullable(),
    reason: z.string().nullable(),
    outcomeAt: isoOrNull,
    endedAt: isoOrNull,
    agent: z.string().nullable().describe("As whoever asks may call him; null: nobody, or he may not know."),
    agents: z.array(z.string()),
    inTime: z.boolean().nullable(),
    thresholdSeconds: nullableNumber,
    policy: z.string().nullable().describe("The version that judged it."),
    transferred: z.union([z.boolean(), z.number()]),
    escalated: z.boolean(),
    complained: z.boolean(),
    reopened: z.union([z.boolean(), z.number()]),
    why: z.string().nullable(),
    amount: z.number().exactOptional().describe("Of an explained sum: what it adds."),
  })
  .describe("A stay of a contact in a queue.")
  .meta({ id: "Contact" });

const sitePosition = z.tuple([z.string(), z.int()]).nullable();
const reading = {
  position: sitePosition.exactOptional().describe("Of which commit it is."),
  movedFrom: sitePosition.exactOptional().describe("Where commits came while it was read: from which; else null."),
  keptUpTo: z
    .tuple([z.number(), z.number()])
    .nullable()
    .exactOptional()
    .describe("Up to which commit it was read from the history; null: from none."),
};
const readSites = z
  .array(z.object({ site: siteName, zone: z.string(), from: isoOrNull, to: isoOrNull, asOf: isoOrNull, ...reading }))
  .exactOptional()
  .describe("Of a region: each site by its own clock.");

const where = {
  site: siteName.exactOptional(),
  region: z.string().exactOptional(),
  zone: z.string().nullable(),
  stoppedSites: z.array(z.string()).exactOptional(),
};
const span = { window: window.nullable(), from: isoOrNull, to: isoOrNull };
const ofMoment = {
  at: isoTime.exactOptional(),
  restated: z.boolean().nullable().exactOptional().describe("Whether it was told otherwise since; null: nobody knows."),
};
const next = z.string().nullable().describe("Ask for more with `cursor`; null: that was all.");
const keptFrom = isoOrNull.describe("From here on contacts are complete; null: all there ever were.");

const contactQuery = z.object({
  ...askedOf,
  outcome: z.enum(LISTED_OUTCOMES as [string, ...string[]]).optional(),
  contact: z.string().optional(),
  limit: numberText(10_000, "50 (CSV: 1000)"),
  cursor: z.string().optional(),
  bom: byteOrderMark,
});
const nextCursor = { "x-next-cursor": "Ask for more with `cursor`; absent: that was all." };

export const CONTACTS_SHAPE: RouteShape = {
  tag: "contacts",
  summary: "The contacts behind a count, the newest first, in pages",
  query: contactQuery,
  answers: {
    200: jsonOrCsv(
      z.object({
        ...where,
        outcome: z.string().nullable(),
        ...span,
        ...ofMoment,
        asOf: isoOrNull,
        ...reading,
        sites: readSites,
        contactsKeptFrom: keptFrom,
        contacts: z.array(contact),
        next,
      }),
      nextCursor,
    ),
  },
  errors: factErrors,
};

export const CONTACTS_CSV_SHAPE: RouteShape = {
  tag: "contacts",
  summary: "The same contacts as CSV",
  query: contactQuery,
  answers: { 200: csv(nextCursor) },
  errors: factErrors,
};

const page = { count: z.number(), contacts: z.array(contact), next };
const sum = z.object({ amount: z.number(), ...page });

export const EXPLAIN_SHAPE: RouteShape = {
  tag: "contacts",
  summary: "A number taken apart into the contacts it is made of",
  query: z.object({ ...askedOf, kpi: kpiId, limit: numberText(500, 50), cursor: z.string().optional() }),
  answers: {
    200: json(
      z.object({
        value: nullableNumber,
        passport: z
          .looseObject({
            kpi: z.enum(KPIS.map(({ id }) => id) as [string, ...string[]]),
            title: z.string(),
            unit,
            formula: z.string(),
            policy: z.string().nullable(),
            policyFormula: z.string().nullable(),
            thresholdSeconds: nullableNumber,
            attribution: z.string().nullable(),
            ...where,
            ...span,
            ...ofMoment,
            asOf: isoOrNull,
            watermark: isoOrNull,
            ...reading,
            sites: readSites,
          })
          .describe("What the number is, so that it can be defended."),
        contactsKeptFrom: keptFrom,
        sumsOnly: z.boolean().describe("Contacts of a part of the span are kept no more: only the number is known."),
        numerator: sum.nullable(),
        denominator: sum.nullable(),
        excluded: z.array(z.object({ reason: z.string(), ...page })),
        ranked: z
          .object({
            share: z.number(),
            error: z.number().describe("How far the value may be off, as a share of it."),
            rank: nullableNumber.describe("Which of `count`, from the shortest; null: there are none."),
            count: z.number(),
            below: z.object(page),
            at: z.object(page).describe("As long as the value says, within 1 %."),
            above: z.object(page),
          })
          .nullable()
          .describe("Of a percentile or the longest wait: the contacts about it in their order."),
        alsoKnownAs: z.record(z.string(), nullableNumber).nullable().describe("A service level by each other formula."),
      }),
    ),
  },
  errors: [...factErrors, "unknown_kpi", "not_explained"],
};
