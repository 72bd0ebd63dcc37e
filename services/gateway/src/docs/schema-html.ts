/** A JSON Schema for people: one line for what has no parts, a list of its fields for what has. What has a name is linked, not repeated. */
import type { JsonSchema } from "../api/schemas.ts";
import { anchorOf, prose, safe } from "./markup.ts";

const NAMED = "#/components/schemas/";
/** Longer lists of choices are cut: they stand in the file. */
const MOST_CHOICES = 12;

/** `number | null`, `Goal[]`. */
export function typeHtml(schema: JsonSchema): string {
  const {
    $ref,
    type,
    enum: choices,
    const: only,
    items,
    anyOf,
    oneOf,
    allOf,
    prefixItems,
    additionalProperties,
  } = schema;
  if (typeof $ref === "string" && $ref.startsWith(NAMED)) {
    const name = $ref.slice(NAMED.length);
    return `<a href="#schema-${anchorOf(name)}">${safe(name)}</a>`;
  }
  if (only !== undefined) return `<code>${safe(JSON.stringify(only))}</code>`;
  if (Array.isArray(choices)) {
    const told = choices.slice(0, MOST_CHOICES).map((each) => `<code>${safe(JSON.stringify(each))}</code>`);
    return told.join(" | ") + (choices.length > MOST_CHOICES ? ` and ${choices.length - MOST_CHOICES} more` : "");
  }
  const several = anyOf ?? oneOf ?? allOf;
  if (Array.isArray(several))
    return [...new Set((several as JsonSchema[]).map(typeHtml))].filter((each) => each !== "").join(" | ");
  if (type === "array") {
    if (Array.isArray(prefixItems)) return `[${(prefixItems as JsonSchema[]).map(typeHtml).join(", ")}]`;
    return Array.isArray(items) || items === undefined ? "array" : `${typeHtml(items as JsonSchema)}[]`;
  }
  if (type === "object" && schema.properties === undefined && isSchema(additionalProperties))
    return `object of ${typeHtml(additionalProperties)}`;
  return safe(Array.isArray(type) ? type.join(" | ") : typeof type === "string" ? type : "");
}

/** Its fields, and theirs; "" where it has none. */
export function fieldsHtml(schema: JsonSchema): string {
  const own = schema.properties as Readonly<Record<string, JsonSchema>> | undefined;
  if (own === undefined) return partsOf(schema).map(fieldsHtml).join("");
  const required = new Set(schema.required as readonly string[] | undefined);
  const fields = Object.entries(own).map(([name, field]) => {
    const told = typeof field.description === "string" ? ` <span class="say">${prose(field.description)}</span>` : "";
    const may = required.has(name) ? "" : ' <span class="may">may be absent</span>';
    return `<li><code class="name">${safe(name)}</code> <span class="type">${typeHtml(field)}</span>${may}${told}${fieldsHtml(field)}</li>`;
  });
  return `<ul class="fields">${fields.join("")}</ul>`;
}

function partsOf({ items, anyOf, oneOf, additionalProperties }: JsonSchema): readonly JsonSchema[] {
  const several = anyOf ?? oneOf;
  if (Array.isArray(several)) return several as JsonSchema[];
  if (isSchema(items)) return [items];
  return isSchema(additionalProperties) ? [additionalProperties] : [];
}

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === "object" && value !== null && !Array.isArray(value);
