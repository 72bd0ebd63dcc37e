/** Queues that have no tile: name, level and state, ten to a column. */
import { formatPercentage } from "../format/format-value.ts";
import type { QueueLine } from "../model/queue-line.ts";
import { shortName } from "../model/short-name.ts";
import { Icon } from "../ui/icon.tsx";
import { words } from "../words/words.ts";
import { Fit } from "./fit.tsx";

/** What a line can be made to hold. */
const MOST = 24;

export function ListPage({ lines }: { readonly lines: readonly QueueLine[] }) {
  return (
    <ul className="wlist" data-testid="list">
      {lines.map(({ id, title, state, value, target, row }) => (
        <li
          key={id}
          className={`wline ${state}`}
          data-testid={`queue-${row.queue}-${row.channel}`}
          data-state={state}
          title={title}
        >
          <span className={`wstate ${state}`}>
            <Icon name={state} />
            <span className="unseen">{words.states[state]}</span>
          </span>
          <Fit text={shortName(title, MOST)} />
          <b data-testid="service-level">{state === "closed" ? words.noValue : formatPercentage(value, target)}</b>
        </li>
      ))}
    </ul>
  );
}
