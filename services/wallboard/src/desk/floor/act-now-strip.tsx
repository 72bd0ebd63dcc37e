/** The first line of the floor: what needs somebody now, the most urgent first, and who could take it. */
import { type PlanningAnswer, planOf } from "../../answers/planning.ts";
import { formatTimeOfDay } from "../../format/format-time.ts";
import { formatCount, formatLimit } from "../../format/format-value.ts";
import type { ActNowItem, QueueItem, SourceItem } from "../../model/act-now.ts";
import { channelIcon, Icon } from "../../ui/icon.tsx";
import { TickingWait } from "../../ui/ticking.tsx";
import { TimeContext, useBoardTime } from "../../ui/time-context.ts";
import { Urgency } from "../../ui/urgency.tsx";
import { nameIn, numberName, words } from "../../words/words.ts";
import { Link } from "../link.tsx";
import { queueHref } from "../queue-href.ts";
import { pathOf } from "../route.ts";

const SHOWN = 5;
const NAMES = 2;

export interface ActNowProps {
  readonly site: string;
  readonly items: readonly ActNowItem[];
  readonly plans: PlanningAnswer | null;
  readonly below: number;
  /** In one line: many queues need the room. */
  readonly narrow: boolean;
}

export function ActNow({ site, items, plans, below, narrow }: ActNowProps) {
  const { actNow } = words;
  if (items.length === 0)
    return (
      <section className="panel quiet-line" aria-label={actNow.title} data-testid="act-now">
        <span className="st onTarget">
          <Icon name="onTarget" />
          {actNow.nothing}
        </span>
        {below > 0 && <span className="q s">{actNow.belowNoRule(below, formatCount(below))}</span>}
      </section>
    );
  return (
    <section
      className={narrow ? "now-line panel" : "now-strip"}
      aria-label={actNow.title}
      data-act-now
      data-testid="act-now"
    >
      <div className="row now-head">
        <h2 className="l">{actNow.title}</h2>
        <span className="tag">{formatCount(items.length)}</span>
        {!narrow && <span className="s q grow cut">{actNow.hint}</span>}
        <Link className="link s nw" href={pathOf({ page: "now", site })}>
          {words.showAll}
        </Link>
      </div>
      <div className={narrow ? "row now-items" : "now"}>
        {items
          .slice(0, SHOWN)
          .map((item) =>
            item.about === "source" ? (
              <SourceCard key={item.id} item={item} narrow={narrow} />
            ) : (
              <QueueCard key={item.id} item={item} plans={plans} narrow={narrow} />
            ),
          )}
      </div>
    </section>
  );
}

function QueueCard({
  item,
  plans,
  narrow,
}: {
  readonly item: QueueItem;
  readonly plans: PlanningAnswer | null;
  readonly narrow: boolean;
}) {
  const { row, heldAt } = item.line;
  const time = { ...useBoardTime(), heldAt };
  const staff = planOf(plans, row.queue, row.channel)?.staff ?? null;
  const free = staff?.free.slice(0, NAMES).map(({ name }) => name) ?? [];
  const help = row.channel === "call" ? words.actNow.canHelp : words.actNow.canTake;
  const href = queueHref(row, null);
  if (narrow)
    return (
      <Link className="row s" href={href} data-kind={item.kind}>
        <span className={item.kind === "breach" ? "c-act" : "c-watch"}>
          <Icon name={item.kind === "breach" ? "breach" : channelIcon(row.channel)} />
        </span>
        <b className="nw">{row.title}</b>
        <span className="nw">
          <Urgency item={item} />
        </span>
      </Link>
    );
  return (
    <Link className={`card ${item.kind}`} href={href} data-kind={item.kind}>
      <span className="row s q">
        <Icon name={channelIcon(row.channel)} />
        <b className="cut">{row.title}</b>
      </span>
      <span className="big">
        <Urgency item={item} />
      </span>
      <span className="s">
        {row.oldestQueuedAt === null ? (
          item.alert !== null && <AlertWords item={item} />
        ) : (
          <TimeContext value={time}>
            <Longest since={row.oldestQueuedAt} />
          </TimeContext>
        )}
        {staff !== null &&
          ` · ${staff.freeCount === 0 ? words.actNow.nobodyFree : words.actNow.free(staff.freeCount, formatCount(staff.freeCount))}`}
      </span>
      {free.length > 0 && <span className="s q">{help(free.reduce(words.and))}</span>}
      <span className={item.kind === "breach" ? "cd over" : "cd"} aria-hidden="true">
        <i style={{ width: `${item.spent * 100}%` }} />
      </span>
    </Link>
  );
}

function Longest({ since }: { readonly since: number }) {
  return (
    <>
      {words.longestWaitShort} <TickingWait since={since} />
    </>
  );
}

function AlertWords({ item: { alert } }: { readonly item: QueueItem }) {
  const { kpi, window, limit, unit } = alert!;
  const number = words.windowSuffix(numberName(kpi), nameIn(words.windows, window));
  return `${number} · ${words.alertsPage.limit} ${formatLimit(limit, unit)}`;
}

function SourceCard({ item: { source }, narrow }: { readonly item: SourceItem; readonly narrow: boolean }) {
  const { zone } = useBoardTime();
  const silent = words.actNow.silent(formatTimeOfDay(source.lastEventAt, zone));
  return (
    <Link
      className={narrow ? "row s" : "card late"}
      href={pathOf({ page: "health", site: source.site })}
      data-kind="source"
    >
      <span className="row s q">
        <Icon name="stale" />
        <b className="cut">{source.source}</b>
      </span>
      <span className={narrow ? "nw" : "big"}>{silent}</span>
      {!narrow && <span className="s q">{words.actNow.check}</span>}
    </Link>
  );
}
