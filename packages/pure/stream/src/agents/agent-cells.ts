/** Where an agent's numbers are: his own cell first, then those of names that were no aliases of his yet when something was counted. */
import { agentCell } from "@floorwalker/domain";
import type { Cell } from "../cells/cell.ts";
import type { SiteState } from "../site-state.ts";

export function agentCells({ cells, context }: SiteState, agent: string): Cell[] {
  const others = (context.configured.agent(agent)?.aliases ?? []).map(agentCell).filter((key) => cells.has(key));
  return [agentCell(agent), ...others].map((key) => cells.get(key));
}
