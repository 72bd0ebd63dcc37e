/** Who is there: how many do what, and those two numbers that somebody may act on. */
import type { SiteRow } from "@floorwalker/protocol";
import type { CSSProperties } from "react";
import { formatCount } from "../format/format-value.ts";
import { AgentsBar } from "../ui/agents-bar.tsx";
import { words } from "../words/words.ts";

export interface AgentsTileProps {
  readonly site: SiteRow | null;
  readonly isOld: boolean;
  readonly place?: CSSProperties;
}

export function AgentsTile({ site, isOld, place }: AgentsTileProps) {
  const shown = isOld ? null : site;
  return (
    <li className={isOld ? "wt stale" : "wt"} data-testid="agents" style={place}>
      <h3 className="wrow">
        <span>{words.agents}</span>
        <b>{formatCount(shown?.agentsSignedIn ?? null)}</b>
      </h3>
      <AgentsBar
        onContact={shown?.agentsOnContact ?? 0}
        wrapUp={shown?.agentsWrapUp ?? 0}
        free={shown?.agentsIdle ?? 0}
        paused={shown?.agentsPaused ?? 0}
      />
      <p className="wrow">
        <span className="q">{words.agentStates.idle}</span>
        <b data-testid="agents-idle">{formatCount(shown?.agentsIdle ?? null)}</b>
      </p>
      <p className="wrow">
        <span className="q">{words.agentStates.paused}</span>
        <b data-testid="agents-paused">{formatCount(shown?.agentsPaused ?? null)}</b>
      </p>
    </li>
  );
}
