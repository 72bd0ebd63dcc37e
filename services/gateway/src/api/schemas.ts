/**
 * Schemas of the code as JSON Schema, for documents that share their parts: what has a name stands in the document's own list, once. Rows
 * are told by kind, each with the fields it may have: what of them somebody is given, his rights, his profile and `fields` decide.
 */
import { eventSchema } from "@floorwalker/events";
import { rowSchema } from "@floorwalker/protocol";
import { ROWS } from "@floorwalker/protocol/rows";
import { z } from "zod";

export type JsonSchema = Readonly<Record<string, unknown>>;

export interface SchemaParts {
  readonly target: "draft-2020-12" | "draft-7";
  /** An object has the fields that are listed and no others: for tests. A program must bear with more of them. */
  readonly closed?: boolean;
}

const PLACES = { "draft-2020-12": "$defs", "draft-7": "definitions" } as const;
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const ROW = "Row";
const EVENT = "Event";
/** Written once, whatever they stand in. */
const WHOLE = new Map<z.core.$ZodType, string>([
  [rowSchema, ROW],
  [eventSchema, EVENT],
]);

export class Schemas {
  readonly #parts: SchemaParts;
  readonly #named = new Map<string, JsonSchema>();

  constructor(parts: SchemaParts) {
    this.#parts = parts;
    for (const [kind, schema] of Object.entries(ROWS)) this.#nameRow(kind, schema);
    const kinds = Object.keys(ROWS);
    const mapping = Object.fromEntries(kinds.map((kind) => [kind, refOf(rowName(kind))]));
    this.#named.set(ROW, {
      description: "A row of a view; `kind` says which. A field `<id>.<window>` is a KPI or a counter over a span.",
      oneOf: kinds.map((kind) => ({ $ref: refOf(rowName(kind)) })),
      // AsyncAPI has another kind of it, and no mapping.
      ...(parts.target === "draft-7" ? {} : { discriminator: { propertyName: "kind", mapping } }),
    });
  }

  /** What has a name, in the order of the names. */
  get named(): Readonly<Record<string, JsonSchema>> {
    return Object.fromEntries([...this.#named].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Of what is sent to the gateway. */
  taken(schema: z.core.$ZodType): JsonSchema {
    return this.#written(schema, "input");
  }

  /** Of what it answers. */
  told(schema: z.core.$ZodType): JsonSchema {
    return this.#written(schema, this.#parts.closed === true ? "output" : "input");
  }

  #written(schema: z.core.$ZodType, io: "input" | "output"): JsonSchema {
    const { target } = this.#parts;
    const place = PLACES[target];
    const whole = z.toJSONSchema(schema, {
      target,
      io,
      override: ({ zodSchema, jsonSchema }) => {
        const name = WHOLE.get(zodSchema);
        if (name === undefined) return;
        for (const key of Object.keys(jsonSchema)) delete jsonSchema[key];
        jsonSchema.$ref = refOf(name);
        if (name === EVENT) this.#nameEvent(io);
      },
    });
    return this.#hoisted(whole, place, (name) => name);
  }

  /** Types of events have most of their fields in common: those are written once. */
  #nameEvent(io: "input" | "output"): void {
    if (this.#named.has(EVENT)) return;
    const { target } = this.#parts;
    const whole = z.toJSONSchema(eventSchema, { target, io, reused: "ref" });
    this.#named.set(
      EVENT,
      this.#hoisted(whole, PLACES[target], (name) => name.replace("__schema", "EventPart")),
    );
  }

  #hoisted(whole: object, place: string, nameOf: (name: string) => string): JsonSchema {
    const { $schema: _, [place]: named = {}, ...rest } = whole as Record<string, unknown>;
    for (const [name, of] of Object.entries(named as Record<string, JsonSchema>))
      this.#named.set(nameOf(name), moved(of, place, nameOf));
    return moved(rest, place, nameOf);
  }

  #nameRow(kind: string, schema: (typeof ROWS)[keyof typeof ROWS]): void {
    const options = schema instanceof z.ZodObject ? [schema] : schema.options;
    const asTold = options.map((option) => {
      const fields = Object.fromEntries(
        Object.entries<z.ZodType>(option.shape).map(([name, of]) => [
          name,
          name === "id" || name === "kind" ? of : of.nullable().optional(),
        ]),
      );
      return this.told(z.object(fields).catchall(scalar));
    });
    const { description } = schema;
    const told = asTold.length === 1 ? asTold[0]! : { anyOf: asTold };
    this.#named.set(rowName(kind), { ...(description === undefined ? {} : { description }), ...told });
  }
}

const rowName = (kind: string): string => `${kind[0]!.toUpperCase()}${kind.slice(1)}Row`;
const refOf = (name: string): string => `#/components/schemas/${name}`;

/** With its references led to the document's list. */
function moved<T>(schema: T, place: string, nameOf: (name: string) => string): T {
  const from = `#/${place}/`;
  const walk = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(walk);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, of]) => [
        key,
        key === "$ref" && typeof of === "string" && of.startsWith(from)
          ? refOf(nameOf(of.slice(from.length)))
          : walk(of),
      ]),
    );
  };
  return walk(schema) as T;
}
