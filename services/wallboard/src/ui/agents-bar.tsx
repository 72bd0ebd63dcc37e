/** How many agents do what, as shares of one bar; the numbers are in its label. */
import { formatCount } from "../format/format-value.ts";
import { words } from "../words/words.ts";

export interface AgentsBarProps {
  readonly onContact: number;
  readonly wrapUp: number;
  readonly free: number;
  readonly paused: number;
}

export function AgentsBar({ onContact, wrapUp, free, paused }: AgentsBarProps) {
  const label = words.floor.agentsBar(
    formatCount(onContact),
    formatCount(wrapUp),
    formatCount(free),
    formatCount(paused),
  );
  const parts = [
    ["b1", onContact],
    ["b2", wrapUp],
    ["b3", free],
    ["b4", paused],
  ] as const;
  return (
    <span className="bars" role="img" aria-label={label} title={label}>
      {parts.map(([kind, count]) => count > 0 && <i key={kind} className={kind} style={{ flexGrow: count }} />)}
    </span>
  );
}
