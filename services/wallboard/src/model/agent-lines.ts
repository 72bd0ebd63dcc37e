/**
 * Agents as a page shows them, as CSV: what may be seen, nothing else, in the order of the page. Fields are called as rows call them, and
 * values are theirs (seconds, shares 0–1, ISO times), as in every other CSV of the program. A text that a spreadsheet would reckon is defused.
 */
import type { AgentRow } from "@floorwalker/protocol";
import { valueIn } from "./floor.ts";

const NUMBERS = ["handled", "averageHandleTime", "occupancy"] as const;
const HEAD = ["agent", "name", "team", "state", "since", "reason", ...NUMBERS.map((kpi) => `${kpi}.day`)];

export function agentLines(agents: readonly AgentRow[], teamOf: (agent: AgentRow) => string): string {
  const lines = agents.map((agent) => [
    agent.agent,
    agent.name,
    agent.team === null ? "" : teamOf(agent),
    agent.state,
    new Date(agent.since).toISOString(),
    agent.reason ?? "",
    ...NUMBERS.map((kpi) => String(valueIn(agent, kpi, "day") ?? "")),
  ]);
  return [HEAD, ...lines].map((line) => `${line.map(field).join(",")}\r\n`).join("");
}

function field(text: string): string {
  const safe = /^[=+\-@\t\r\n＝＋－＠]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
