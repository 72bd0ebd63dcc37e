/** Everything that needs somebody, over all channels, next to be late first: who could take it, and who has it. */
import type { AgentAlertRow, Row, WaitingRow } from "@floorwalker/protocol";
import { Fragment, type ReactNode } from "react";
import { PLANNING_EVERY_MS, type PlanningAnswer, planningPath, planOf } from "../../answers/planning.ts";
import { formatTimeOfDay } from "../../format/format-time.ts";
import { formatCount, formatDuration, formatSpan } from "../../format/format-value.ts";
import { useAnswer } from "../../live/use-answer.ts";
import { useView } from "../../live/use-view.ts";
import { type LateItem, nextLate, notShown } from "../../model/next-late.ts";
import { channelIcon, Icon } from "../../ui/icon.tsx";
import { TickingWait } from "../../ui/ticking.tsx";
import { useNow } from "../../ui/time-context.ts";
import { nameIn, words } from "../../words/words.ts";
import { useDesk } from "../desk-context.ts";
import { Link } from "../link.tsx";
import { navigate, withParams } from "../navigation.ts";
import { contactHref, queueHref } from "../queue-href.ts";
import { pathOf } from "../route.ts";
import { TableRoom } from "../table-room.tsx";
import { useLines } from "../use-lines.ts";

const SHOWN = ["all", "call", "chat", "email", "people"] as const;
const NAMES = 2;

export default function NowPage() {
  const { url, site, alerts, sources, zone } = useDesk();
  const now = useNow();
  const { lines } = useLines();
  const siteId = site?.site ?? "";
  const plans = useAnswer<PlanningAnswer>(site && planningPath(siteId), PLANNING_EVERY_MS).value;
  const waiting = useView("nextToBreach", site?.site ?? null).rows.filter(isWaiting);
  const shown = SHOWN.find((known) => known === url.searchParams.get("ch")) ?? "all";
  const ofChannel = lines.filter(({ row }) => shown === "all" || row.channel === shown);
  const items = nextLate(ofChannel, waiting, now);
  const rest = notShown(ofChannel, waiting);
  const people = alerts.filter(
    (alert): alert is AgentAlertRow =>
      alert.about === "agent" && alert.state === "firing" && !/^(call|chat|email)$/.test(shown),
  );
  const silent = shown === "all" ? sources.filter(({ silentSince }) => silentSince !== null) : [];
  const [late, next] = [items.filter((item) => item.late), items.filter((item) => !item.late)];
  const { nowPage, actNow } = words;
  const all = items.length + rest + people.length + silent.length;
  return (
    <div className="page" data-testid="now-page">
      <div className="head">
        <h1>{words.nav.now}</h1>
        <span className="tag">{formatCount(all)}</span>
        <span className="s q">{nowPage.hint}</span>
        <span className="grow" />
        <fieldset className="seg" aria-label={words.filter}>
          {SHOWN.map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={each === shown}
              onClick={() => navigate(withParams(url, { ch: each === "all" ? null : each }), "replace")}
            >
              {each === "all" ? words.all : each === "people" ? nowPage.people : nameIn(words.channels, each)}
            </button>
          ))}
        </fieldset>
      </div>
      {all === 0 ? (
        <p className="panel quiet-line">
          <span className="st onTarget">
            <Icon name="onTarget" />
            {actNow.nothing}
          </span>
        </p>
      ) : (
        <section className="panel" aria-label={words.nav.now}>
          <TableRoom>
            <table className="list now-table">
              <thead>
                <tr>
                  <th scope="col">{nowPage.what}</th>
                  <th scope="col">{nowPage.where}</th>
                  <th scope="col" className="num">
                    {nowPage.waited}
                    <small>{words.now}</small>
                  </th>
                  <th scope="col" className="num">
                    {nowPage.late}
                    <small>{nowPage.against}</small>
                  </th>
                  <th scope="col">{nowPage.who}</th>
                  <th scope="col">{nowPage.owner}</th>
                </tr>
              </thead>
              <tbody>
                <Group title={nowPage.lateNow} of={late}>
                  {(item) => <LateRow key={item.id} item={item} plans={plans} />}
                </Group>
                <Group title={nowPage.lateNext} of={next}>
                  {(item) => <LateRow key={item.id} item={item} plans={plans} />}
                </Group>
                {rest > 0 && (
                  <tr>
                    <td colSpan={6} className="q">
                      {words.explain.moreContacts(formatCount(rest))}
                    </td>
                  </tr>
                )}
                <Group title={nowPage.overLimit} of={people}>
                  {(alert) => (
                    <tr key={alert.id} className="below">
                      <th scope="row">
                        <Icon name={alert.agentState} /> {alert.name}
                      </th>
                      <td className="q">{words.agentStates[alert.agentState]}</td>
                      <td className="num">
                        <TickingWait since={alert.inStateSince} />
                      </td>
                      <td />
                      <td />
                      <td>{alert.owner}</td>
                    </tr>
                  )}
                </Group>
                <Group title={nowPage.silent} of={silent}>
                  {(source) => (
                    <tr key={source.id}>
                      <th scope="row">
                        <Icon name="stale" />{" "}
                        <Link className="link" href={pathOf({ page: "health", site: siteId })} data-row>
                          {source.source}
                        </Link>
                      </th>
                      <td className="q">{actNow.silent(formatTimeOfDay(source.lastEventAt, zone))}</td>
                      <td className="num">
                        <TickingWait since={source.lastEventAt} />
                      </td>
                      <td />
                      <td className="q">{actNow.check}</td>
                      <td />
                    </tr>
                  )}
                </Group>
              </tbody>
            </table>
          </TableRoom>
        </section>
      )}
    </div>
  );
}

const isWaiting = (row: Row): row is Row & WaitingRow => row.kind === "waiting";

interface GroupProps<T> {
  readonly title: string;
  readonly of: readonly T[];
  readonly children: (each: T) => ReactNode;
}

function Group<T>({ title, of, children }: GroupProps<T>) {
  if (of.length === 0) return null;
  return (
    <Fragment>
      <tr className="grp">
        <th scope="rowgroup" colSpan={6}>
          {title} <span className="tag">{formatCount(of.length)}</span>
        </th>
      </tr>
      {of.map(children)}
    </Fragment>
  );
}

function LateRow({ item, plans }: { readonly item: LateItem; readonly plans: PlanningAnswer | null }) {
  const now = useNow();
  const { line, contact, count, late, since, lateAt, spent } = item;
  const { row, alert } = line;
  const { nowPage, actNow } = words;
  const held = line.heldAt ?? now;
  const staff = planOf(plans, row.queue, row.channel)?.staff ?? null;
  const names = staff?.free.slice(0, NAMES).map(({ name }) => name) ?? [];
  const breach = line.state === "breach" && late;
  const href = contact === null ? queueHref(row, null) : contactHref(row.site, contact, since);
  const what =
    contact ??
    (row.channel === "call" ? nowPage.calls(count, formatCount(count)) : actNow.waitingOnly(count, formatCount(count)));
  return (
    <tr className={breach ? "breach" : late ? "below" : undefined} data-testid={late ? "late-now" : "late-next"}>
      <th scope="row">
        <Icon name={channelIcon(row.channel)} />{" "}
        <Link className="link" href={href} data-row>
          {what}
        </Link>
      </th>
      <td className="q">{words.windowSuffix(row.title, formatSpan(row.thresholdSeconds))}</td>
      <td className="num">
        <b>{formatDuration((held - since) / 1000)}</b>
      </td>
      <td className={late ? "num c-watch" : "num"}>
        {lateAt === null
          ? late
            ? nowPage.isLate
            : words.noValue
          : (late ? nowPage.lateFor : nowPage.lateIn)(formatDuration(Math.abs(lateAt - held) / 1000))}
        {spent !== null && (
          <span className={breach ? "cd over" : "cd"} aria-hidden="true">
            <i style={{ width: `${spent * 100}%` }} />
          </span>
        )}
      </td>
      <td className="q">
        {staff === null
          ? words.noValue
          : names.length > 0
            ? names.reduce(words.and)
            : staff.freeCount > 0
              ? actNow.free(staff.freeCount, formatCount(staff.freeCount))
              : actNow.nobodyFree}
      </td>
      <td>{breach ? (alert?.owner ?? words.noOwner) : null}</td>
    </tr>
  );
}
