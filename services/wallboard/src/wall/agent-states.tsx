/** Who is free and who is not: a bar for the shares, and each state with its picture, word and number. */
import type { SiteRow } from "@floorwalker/protocol";
import { formatCount } from "../format/format-value.ts";
import { pauseReasons } from "../model/pause-reasons.ts";
import { Icon, type IconName } from "../ui/icon.tsx";
import { type Words, words } from "../words/words.ts";

type AgentState = keyof Words["agentStates"] & IconName;

export function AgentStates({ site }: { readonly site: SiteRow | null }) {
  const states: readonly (readonly [AgentState, number | null])[] = [
    ["onContact", site?.agentsOnContact ?? null],
    ["idle", site?.agentsIdle ?? null],
    ["wrapUp", site?.agentsWrapUp ?? null],
    ["paused", site?.agentsPaused ?? null],
  ];
  const reasons = pauseReasons(site?.agentsPausedFor ?? null);
  const total = site === null ? null : states.reduce((sum, [, count]) => sum + (count ?? 0), 0);
  return (
    <div className="agents">
      <h3 className="label">
        {words.agents}
        <span className="label-more">{words.agentsSignedIn(formatCount(total))}</span>
      </h3>
      <div className="agents-bar" aria-hidden="true">
        {states.map(([state, count]) => (
          <span
            key={state}
            data-agents={state}
            style={{ flexGrow: count ?? 0 }}
            hidden={count === null || count === 0}
          />
        ))}
      </div>
      <dl className="agents-states">
        {states.map(([state, count]) => (
          <div key={state} data-agents={state}>
            <dt>
              <Icon name={state} />
              <span>{words.agentStates[state]}</span>
            </dt>
            <dd data-testid={`agents-${state}`}>{formatCount(count)}</dd>
          </div>
        ))}
      </dl>
      {reasons.length > 0 && (
        <p className="agents-paused-for" data-testid="agents-paused-for">
          {words.pausedFor(reasons.map(([reason, count]) => `${reason} ${formatCount(count)}`).join(", "))}
        </p>
      )}
    </div>
  );
}
