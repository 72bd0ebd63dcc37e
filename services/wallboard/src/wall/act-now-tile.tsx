/** What needs somebody now, the most urgent first, over all channels; nothing, said quietly, where nothing does. Calls are grouped: no contact is named. */
import type { SourceRow } from "@floorwalker/protocol";
import type { CSSProperties } from "react";
import { formatTimeOfDay } from "../format/format-time.ts";
import { formatCount } from "../format/format-value.ts";
import { type ActNowItem, actNow, type QueueItem } from "../model/act-now.ts";
import type { QueueLine } from "../model/queue-line.ts";
import { channelIcon, Icon } from "../ui/icon.tsx";
import { useBoardTime, useNow } from "../ui/time-context.ts";
import { urgencyText } from "../ui/urgency.tsx";
import { nameIn, numberName, words } from "../words/words.ts";
import { Fit } from "./fit.tsx";

export interface ActNowTileProps {
  readonly lines: readonly QueueLine[];
  readonly sources: readonly SourceRow[];
  readonly columns: number;
  readonly rows: number;
  readonly place: CSSProperties;
}

/** A level goes without its name, as in the banner: there is no room for both. Of another number the value is first: of a long name the end may be cut off. */
function shortUrgency(item: QueueItem, now: number): string {
  const { alert, line } = item;
  const text = urgencyText(item, now);
  if (line.row.waiting > 0 || alert === null || alert.value === null) return text;
  return alert.kpi.startsWith("serviceLevel")
    ? `${nameIn(words.windows, alert.window)} ${text}`
    : `${text} ${numberName(alert.kpi)}`;
}

const OWN_LINES = [2, 6, 10] as const;

export function ActNowTile({ lines, sources, columns, rows, place }: ActNowTileProps) {
  const items = actNow(lines, sources, useNow());
  const isBreach = items.some((item) => item.about === "queue" && item.kind === "breach");
  const room = OWN_LINES[rows - 1] ?? 2;
  return (
    <li className={isBreach ? "wt breach" : "wt"} data-testid="act-now" style={place}>
      <h3 className="wrow">
        <Fit text={words.actNow.title} />
        <b>{formatCount(items.length)}</b>
      </h3>
      {items.length === 0 && (
        <p className="wstate onTarget">
          <Icon name="onTarget" />
          <Fit text={words.actNow.nothing} />
        </p>
      )}
      <ul className="walerts">
        {items.slice(0, room).map((item) => (
          <Line key={item.id} item={item} isWide={columns > 1} />
        ))}
      </ul>
    </li>
  );
}

function Line({ item, isWide }: { readonly item: ActNowItem; readonly isWide: boolean }) {
  const { zone } = useBoardTime();
  const now = useNow();
  if (item.about === "source") {
    const { source, lastEventAt } = item.source;
    return (
      <li className="wrow">
        <span className="wstate stale">
          <Icon name="stale" />
        </span>
        <Fit text={source} />
        {isWide && (
          <span className="wurgent q">
            <Fit text={words.actNow.silent(formatTimeOfDay(lastEventAt, zone))} />
          </span>
        )}
      </li>
    );
  }
  const { row } = item.line;
  return (
    <li className="wrow">
      <span className={item.kind === "breach" ? "wstate breach" : "wstate atRisk"}>
        <Icon name={item.kind === "breach" ? "breach" : channelIcon(row.channel)} />
        <span className="unseen">{item.kind === "breach" ? words.states.breach : words.actNow.title}</span>
      </span>
      <Fit text={row.title} />
      {isWide && (
        <b className="wurgent">
          <Fit text={shortUrgency(item, now)} />
        </b>
      )}
    </li>
  );
}
