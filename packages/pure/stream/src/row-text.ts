/**
 * A view row as the text that is committed, written field by field: what `JSON.stringify` would make of the same fields in the
 * same order. A row has more than a hundred fields with names that are made of a KPI and a window; as an object it would cost
 * several times what its numbers cost.
 */
export type FieldValue = string | number | boolean | null;

/** A name as it stands in the text. */
export type FieldKey = string & { readonly brand: "field" };

export const fieldKey = (name: string): FieldKey => `${JSON.stringify(name)}:` as FieldKey;

export class RowText {
  #text = "{";

  add(key: FieldKey, value: number | null): void {
    const text = value !== null && Number.isFinite(value) ? `${value}` : "null";
    this.#text += this.#text.length === 1 ? key + text : `,${key}${text}`;
  }

  addAll(fields: Readonly<Record<string, FieldValue>>): void {
    const text = JSON.stringify(fields).slice(1, -1);
    if (text !== "") this.#text += this.#text.length === 1 ? text : `,${text}`;
  }

  taken(): string {
    return `${this.#text}}`;
  }
}
