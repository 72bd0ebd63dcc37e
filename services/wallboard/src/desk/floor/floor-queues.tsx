/** The queues as a table, worst first: all of them in rows, or of many only those that need somebody, the others as name and value. */
import type { PlanningAnswer } from "../../answers/planning.ts";
import { planOf } from "../../answers/planning.ts";
import type { TrendsAnswer } from "../../answers/trends.ts";
import { formatCount, formatPercentage } from "../../format/format-value.ts";
import type { QueueLine } from "../../model/queue-line.ts";
import { channelIcon, Icon } from "../../ui/icon.tsx";
import { StateWord } from "../../ui/state-word.tsx";
import { nameIn, words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { Link } from "../link.tsx";
import { navigate, withParams } from "../navigation.ts";
import { queueHref } from "../queue-href.ts";
import { filterLines, GROUPS, groupLines, isFiltered, needsSomebody, readFilter } from "./floor-filter.ts";
import type { Density } from "./floor-page.tsx";
import { QueueRows } from "./queue-rows.tsx";
import { WindowChoice } from "./window-choice.tsx";

/** So many are seen at once: nobody filters them. */
const ALL_SEEN = 8;

export interface FloorQueuesProps {
  readonly lines: readonly QueueLine[];
  readonly plans: PlanningAnswer | null;
  readonly trends: TrendsAnswer | null;
  readonly density: Density;
  readonly pointed: () => void;
}

export function FloorQueues({ lines, plans, trends, density, pointed }: FloorQueuesProps) {
  const { url } = useDesk();
  const filter = readFilter(url.searchParams);
  const shown = filterLines(lines, filter);
  const compact = density === "compact";
  const rest = compact && filter.group === "none" ? shown.filter((line) => !needsSomebody(line)) : [];
  const closed = rest.filter(({ state }) => state === "closed");
  const rows = rest.length === 0 ? shown : shown.filter(needsSomebody);
  const staffed = lines.some(({ row }) => planOf(plans, row.queue, row.channel)?.staff != null);
  return (
    <section className="panel queues" aria-labelledby="queues-title" onPointerMove={pointed}>
      <header className="wrap">
        <h2 className="l" id="queues-title">
          {words.queues}
        </h2>
        <span className="tag">{formatCount(shown.length)}</span>
        {!compact && <span className="s q">{words.worstFirst}</span>}
        <span className="grow" />
        {(lines.length > ALL_SEEN || isFiltered(filter)) && <Filters lines={lines} />}
        <WindowChoice />
      </header>
      {lines.length === 0 ? (
        <p className="body q">{words.noQueues}</p>
      ) : shown.length === 0 ? (
        <p className="body q">{words.floor.noMatch}</p>
      ) : (
        rows.length > 0 && (
          <div className="table-room">
            <QueueRows
              groups={groupLines(rows, filter.group)}
              plans={plans}
              trends={trends}
              compact={compact}
              staffed={staffed}
            />
          </div>
        )
      )}
      <Matrix lines={rest.filter(({ state }) => state !== "closed")} closed={closed} />
    </section>
  );
}

function Filters({ lines }: { readonly lines: readonly QueueLine[] }) {
  const { url } = useDesk();
  const { show, text, group } = readFilter(url.searchParams);
  const channels = [...new Set(lines.map(({ channel }) => channel))].sort();
  const chips: readonly (readonly [string | null, string, number])[] = [
    [null, words.all, lines.length],
    ["need", words.needYou, lines.filter(needsSomebody).length],
    ...channels.map(
      (channel) =>
        [channel, nameIn(words.channels, channel), lines.filter((line) => line.channel === channel).length] as const,
    ),
  ];
  return (
    <>
      <fieldset className="seg" aria-label={words.filter}>
        {chips.map(([key, name, count]) => (
          <button
            key={name}
            type="button"
            aria-pressed={key === show}
            onClick={() => navigate(withParams(url, { show: key }), "replace")}
          >
            {name} {formatCount(count)}
          </button>
        ))}
      </fieldset>
      <label className="search field-search">
        <Icon name="filter" />
        <input
          data-filter
          aria-label={words.filter}
          placeholder={words.filter}
          value={text}
          onChange={(event) => navigate(withParams(url, { q: event.target.value || null }), "replace")}
        />
      </label>
      <label className="s q nw group-choice">
        {words.group}{" "}
        <select
          value={group}
          onChange={(event) =>
            navigate(withParams(url, { group: event.target.value === "none" ? null : event.target.value }), "replace")
          }
        >
          {GROUPS.map((each) => (
            <option key={each} value={each}>
              {words.groupBy[each]}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

/** Queues that need nobody: five to a line. */
function Matrix({ lines, closed }: { readonly lines: readonly QueueLine[]; readonly closed: readonly QueueLine[] }) {
  const { window } = useDesk();
  if (lines.length === 0 && closed.length === 0) return null;
  return (
    <div className="body">
      <div className="row s matrix-head">
        <StateWord state="onTarget" />
        <span className="tag">{formatCount(lines.length)}</span>
        <span className="q">{words.floor.nameAndLevel(words.windows[window])}</span>
        <span className="grow" />
        {closed.length > 0 && (
          <span className="st closed">
            <Icon name="closed" />
            {words.floor.closedQueues(closed.length, formatCount(closed.length))}:{" "}
            {closed.map(({ title }) => title).join(", ")}
          </span>
        )}
      </div>
      <ul className="matrix">
        {lines.map(({ id, row, value, target, state }) => (
          <li key={id} data-testid={`queue-${row.queue}-${row.channel}`} data-state={state}>
            <Link href={queueHref(row, window)} data-row className="row">
              <Icon name={channelIcon(row.channel)} />
              <span className="grow cut">{row.title}</span>
              <b data-testid="service-level">{formatPercentage(value, target)}</b>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
