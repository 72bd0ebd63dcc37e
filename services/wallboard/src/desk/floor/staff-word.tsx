/** Agents there against agents needed in the next half hour: a forecast, so in the colour of what is not yet. */
import { formatCount } from "../../format/format-value.ts";
import { words } from "../../words/words.ts";

export function StaffWord({ spare }: { readonly spare: number | null }) {
  if (spare === null) return words.noValue;
  if (spare === 0) return <span className="q">{words.floor.enough}</span>;
  const many = Math.abs(spare);
  if (spare < 0) return <b className="c-future">{words.floor.short(many, formatCount(many))}</b>;
  return <span className="q">{words.floor.spare(many, formatCount(many))}</span>;
}
