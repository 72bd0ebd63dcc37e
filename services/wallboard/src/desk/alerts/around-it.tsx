/** How the queue of an alert is at this moment: who waits, how long, who is free and could take it. */
import type { QueueRow } from "@floorwalker/protocol";
import { PLANNING_EVERY_MS, type PlanningAnswer, planningPath, planOf } from "../../answers/planning.ts";
import { formatCount } from "../../format/format-value.ts";
import { useAnswer } from "../../live/use-answer.ts";
import { TickingWait } from "../../ui/ticking.tsx";
import { words } from "../../words/words.ts";

const NAMES = 2;

export function AroundIt({ row }: { readonly row: QueueRow }) {
  const plans = useAnswer<PlanningAnswer>(planningPath(row.site), PLANNING_EVERY_MS).value;
  const staff = planOf(plans, row.queue, row.channel)?.staff ?? null;
  const help = row.channel === "call" ? words.actNow.canHelp : words.actNow.canTake;
  const free = staff?.free.slice(0, NAMES).map(({ name }) => name) ?? [];
  return (
    <>
      <dl className="tiles around">
        <div>
          <dt>{words.windowSuffix(words.waiting, words.now)}</dt>
          <dd>{formatCount(row.waiting)}</dd>
          {row.waitingPastThreshold > 0 && (
            <dd className="xs c-watch">{words.late(formatCount(row.waitingPastThreshold))}</dd>
          )}
        </div>
        <div>
          <dt>{words.windowSuffix(words.longestWait, words.now)}</dt>
          <dd>
            <TickingWait since={row.oldestQueuedAt} />
          </dd>
        </div>
        {staff !== null && (
          <div>
            <dt>{words.windowSuffix(words.floor.free, words.now)}</dt>
            <dd>{formatCount(staff.free.length)}</dd>
          </div>
        )}
      </dl>
      {free.length > 0 && <p className="s">{help(free.reduce(words.and))}</p>}
    </>
  );
}
