/** What for people are paused, the most frequent first; nothing where no reason was told. */
import type { AgentRow } from "@floorwalker/protocol";
import { formatCount } from "../../format/format-value.ts";
import { words } from "../../words/words.ts";

export function PausedPanel({ agents }: { readonly agents: readonly AgentRow[] }) {
  const paused = agents.filter(({ state }) => state === "paused");
  if (!paused.some(({ reason }) => reason !== null)) return null;
  const counts = new Map<string, number>();
  for (const { reason } of paused) {
    const name = reason ?? words.agentsPage.noReason;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return (
    <section className="panel" aria-labelledby="paused-title">
      <header>
        <h2 id="paused-title">{words.agentsPage.pausedBy}</h2>
        <span className="tag">{formatCount(paused.length)}</span>
      </header>
      <ul className="body plain">
        {[...counts]
          .sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0], words.locale))
          .map(([reason, count]) => (
            <li key={reason} className="row">
              <span className="grow">{reason}</span>
              <b>{formatCount(count)}</b>
            </li>
          ))}
      </ul>
    </section>
  );
}
