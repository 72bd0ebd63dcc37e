/**
 * What a route says of itself beside who may ask it: what it is for, what it takes and what it answers. `docs/spec/openapi.json` and `/docs`
 * are made of it; a route that says nothing cannot be generated, and the tests hold every answer they get against it.
 */
import type { z } from "zod";
import type { RouteErrorCode } from "./route-errors.ts";

export const TAGS = {
  live: "Numbers as they are now, as boards show them.",
  contacts: "The contacts that numbers are made of.",
  history: "Numbers of time that is over.",
  planning: "What is to come, and what is to be reached.",
  alerts: "What is beyond its limit, and who has it.",
  events: "What happened, told to Floorwalker.",
  access: "Who asks, and who may.",
  boards: "What desks and televisions show, made by people.",
  status: "How the gateway is, and what it is.",
  board: "Pages for people.",
} as const;
export type Tag = keyof typeof TAGS;

/** By media type; null: any bytes. */
export type Content = Readonly<Record<string, z.ZodType | null>>;

export interface Answer {
  readonly what: string;
  /** Absent: none. */
  readonly content?: Content;
  /** By name, what each says. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface RouteShape {
  readonly tag: Tag;
  /** One line. */
  readonly summary: string;
  readonly about?: string;
  /** Of the path, by name. */
  readonly path?: z.ZodObject;
  readonly query?: z.ZodObject;
  readonly headers?: z.ZodObject;
  readonly body?: Content;
  /** By status: those that are no error. */
  readonly answers: Readonly<Record<number, Answer>>;
  /** Beside those that its declaration of who may ask brings along. */
  readonly errors?: readonly RouteErrorCode[];
}

export const JSON_CONTENT = "application/json";
const CSV_CONTENT = "text/csv";

export const json = (schema: z.ZodType, what = "The answer."): Answer => ({
  what,
  content: { [JSON_CONTENT]: schema },
});

/** What is asked for by `Accept` and told the same in both. */
export const jsonOrCsv = (schema: z.ZodType, headers: Answer["headers"] = {}): Answer => ({
  what: "The answer; with `Accept: text/csv` the same rows as CSV.",
  content: { [JSON_CONTENT]: schema, [CSV_CONTENT]: null },
  headers,
});

export const csv = (headers: Answer["headers"] = {}): Answer => ({
  what: "The same rows as CSV (RFC 4180).",
  content: { [CSV_CONTENT]: null },
  headers,
});
