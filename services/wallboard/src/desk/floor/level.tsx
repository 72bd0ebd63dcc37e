/** A service level, large: its digits, and the sign smaller. */
import { formatPercentage, type Value } from "../../format/format-value.ts";
import { words } from "../../words/words.ts";

export function Level({ value, target }: { readonly value: Value; readonly target?: number }) {
  if (value === null || value === undefined) return words.noValue;
  const sign = words.percent("");
  return (
    <>
      {formatPercentage(value, target)}
      <small>{sign}</small>
    </>
  );
}
