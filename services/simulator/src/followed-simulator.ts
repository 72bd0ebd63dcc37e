/**
 * The simulated site as it is configured now: where its queues, agents or hours become others, what was played ends as it does at a stop,
 * and it is played anew from then on. Invariant: one run at a time, each with a name of its own.
 */
import type { SiteConfig } from "@floorwalker/domain";
import { type Simulator, type SimulatorOptions, startSimulator } from "./start-simulator.ts";

export interface FollowedSimulator extends Simulator {
  /** Resolves when it is played; at once where nothing of it is another. */
  change(site: SiteConfig): Promise<void>;
}

export async function followedSimulator(options: Omit<SimulatorOptions, "run">): Promise<FollowedSimulator> {
  let runs = 0;
  const play = (site: SiteConfig, backfillMs: number): Promise<Simulator> =>
    startSimulator({ ...options, site, backfillMs, run: `${options.clock.now().toString(36)}${runs++ || ""}` });
  let playedAs = playable(options.site);
  let simulator = await play(options.site, options.backfillMs);
  const { backfilled } = simulator;
  let turn: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    turn = turn.then(work, work);
    return turn;
  };
  return {
    backfilled,
    change: (site) =>
      inTurn(async () => {
        const wanted = playable(site);
        if (wanted === playedAs) return;
        // The past is played whole first: what is told of it is of one site.
        await backfilled;
        await simulator.stop();
        simulator = await play(site, 0);
        playedAs = wanted;
      }),
    stop: () => inTurn(() => simulator.stop()),
  };
}

/** What a simulation is made of: not titles of teams, targets or rules. */
const playable = ({ id, zone, queues, agents, reasons, surveys, calendar, oneCallPerAgent }: SiteConfig): string =>
  JSON.stringify({ id, zone, queues, agents, reasons, surveys, calendar: calendar?.hours ?? null, oneCallPerAgent });
