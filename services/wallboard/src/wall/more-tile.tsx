/** How many queues follow on the next pages, and how they are. */
import { formatCount } from "../format/format-value.ts";
import type { QueueLine } from "../model/queue-line.ts";
import type { TileState } from "../model/tile-state.ts";
import { Icon } from "../ui/icon.tsx";
import { words } from "../words/words.ts";

const ORDER: readonly TileState[] = ["breach", "below", "atRisk", "onTarget", "noData", "stale", "closed", "muted"];

export function MoreTile({ lines }: { readonly lines: readonly QueueLine[] }) {
  const counted = ORDER.map((state) => [state, lines.filter((line) => line.state === state).length] as const);
  return (
    <li className="wt" data-testid="more">
      <h3>{words.wall.more(lines.length, formatCount(lines.length))}</h3>
      <ul className="wcounts">
        {counted
          .filter(([, count]) => count > 0)
          .map(([state, count]) => (
            <li key={state} className={`wstate ${state}`}>
              <Icon name={state} />
              <span className="unseen">{words.states[state]}</span>
              {formatCount(count)}
            </li>
          ))}
      </ul>
    </li>
  );
}
