/** A goal on a wall: so far today against its target, and what is left of its budget. */
import type { SiteRow } from "@floorwalker/protocol";
import type { Tile } from "@floorwalker/protocol/board";
import type { CSSProperties } from "react";
import { formatByUnit, formatCount, formatLimit, formatTimes } from "../format/format-value.ts";
import type { Goal } from "../model/goal.ts";
import type { QueueLine } from "../model/queue-line.ts";
import { Icon } from "../ui/icon.tsx";
import { nameIn, words } from "../words/words.ts";
import { Fit } from "./fit.tsx";

export interface GoalTileProps {
  readonly tile: Extract<Tile, { kind: "goal" }>;
  /** Null: they are not told yet. */
  readonly goals: readonly Goal[] | null;
  readonly lines: readonly QueueLine[];
  readonly site: SiteRow | null;
  /** The site's numbers are old. */
  readonly isOld: boolean;
  readonly place: CSSProperties;
}

export function GoalTile({ tile, goals, lines, site, isOld, place }: GoalTileProps) {
  const { kpi, queue, channel = "call", at } = tile;
  const line = lines.find(({ row }) => row.queue === queue && row.channel === channel);
  const old = queue === undefined ? isOld : line?.state === "stale";
  const goal = goals?.find(({ kpi: of, scope }) => of === kpi && isOf(scope, queue, channel)) ?? null;
  const state = goal === null || old ? "noData" : goal.state;
  const isLarge = at.columns > 1 && at.rows > 1;
  return (
    <li className={old ? "wt stale" : `wt ${state}`} data-testid={`goal-${kpi}`} data-state={state} style={place}>
      <h3 className="wrow">
        <Fit text={line?.row.title ?? queue ?? site?.name ?? words.wholeSite} />
        {isLarge && (
          <span className="wlabel q">
            <Fit text={nameIn(words.kpis, kpi)} />
          </span>
        )}
      </h3>
      {!isLarge && (
        <p className="q" data-testid="goal-kpi">
          <Fit text={nameIn(words.kpis, kpi)} />
        </p>
      )}
      <p className="wrow">
        <span className="wvalue" data-testid="goal-value">
          {goal === null ? words.noValue : formatByUnit(old ? null : goal.value, goal.unit, goal.target)}
        </span>
        <span className="wstate">
          <Icon name={state} />
          <span className={isLarge ? undefined : "unseen"}>{words.states[state]}</span>
        </span>
      </p>
      {isLarge && goal !== null && (
        <p className="wrow q">
          <Fit text={words.goalsPage.target} />
          <span>{formatLimit(goal.target, goal.unit)}</span>
        </p>
      )}
      {goal !== null && <Budget goal={goal} isOld={old} isLarge={isLarge} />}
    </li>
  );
}

/** Of a share of contacts; an average has a target alone. */
function Budget({ goal, isOld, isLarge }: { readonly goal: Goal; readonly isOld: boolean; readonly isLarge: boolean }) {
  const { missesLeft, target, unit, burn } = goal;
  const { goalsPage } = words;
  if (missesLeft === null)
    return isLarge ? null : (
      <p className="wrow">
        <Fit text={goalsPage.target} />
        <b>{formatLimit(target, unit)}</b>
      </p>
    );
  return (
    <>
      <p className="wrow">
        <span className="wlabel q">
          <Fit text={goalsPage.missesLeft} />
        </span>
        <b className={missesLeft < 0 && !isOld ? "c-watch" : undefined} data-testid="misses-left">
          {formatCount(isOld ? null : missesLeft)}
        </b>
      </p>
      {isLarge && (
        <p className="wrow">
          <span className="wlabel q">
            <Fit text={`${goalsPage.burn} · ${words.windows["60m"]}`} />
          </span>
          <b>{formatTimes(isOld ? null : burn["60m"])}</b>
        </p>
      )}
    </>
  );
}

function isOf(scope: Goal["scope"], queue: string | undefined, channel: string): boolean {
  if (queue === undefined) return scope.kind === "site";
  return scope.queue === queue && scope.channel === channel;
}
