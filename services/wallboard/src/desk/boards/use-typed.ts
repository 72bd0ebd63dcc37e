/**
 * A field whose text is of whoever types it: each text that may be one is taken over at once, any other stays only until the field is left, so
 * that it can be emptied and "15" begun with a "1". What is typed in one visit is one step.
 */
import { useState } from "react";

interface Typed {
  readonly text: string;
  /** Value while it was typed: where that is another by now (it was undone), the text counts no more. */
  readonly of: string;
  readonly isStep: boolean;
}

/** False: it was not taken. `amends`: it is part of the step before. */
export type Take = (text: string, amends: boolean) => boolean;

export interface TypedField {
  readonly value: string;
  readonly onChange: (event: { readonly target: { readonly value: string } }) => void;
  readonly onBlur: () => void;
}

export function useTyped(value: string, take: Take): TypedField {
  const [last, setLast] = useState<Typed | null>(null);
  const typed = last?.of === value ? last : null;
  return {
    value: typed?.text ?? value,
    onChange({ target: { value: text } }) {
      const before = typed?.isStep ?? false;
      const isTaken = text !== value && take(text, before);
      setLast({ text, of: isTaken ? text : value, isStep: before || isTaken });
    },
    onBlur: () => setLast(null),
  };
}

/** Null: it is no whole number within these. */
export function wholeWithin(text: string, least: number, most: number): number | null {
  const number = Number(text);
  return text.trim() !== "" && Number.isInteger(number) && number >= least && number <= most ? number : null;
}
