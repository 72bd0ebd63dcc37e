/** Of an agent, or a team: the numbers that can be told of who does the work (rule 14), from what they did and how they spent their time. */
import type { Fact } from "./facts.ts";
import type { Numbers } from "./oracle.ts";
import { whatTheyAnswered } from "./what-they-answered.ts";

export function whatTheyDid(facts: readonly Fact[], times: Numbers): Numbers {
  const sum = (what: string): number => facts.reduce((all, fact) => all + (fact.what === what ? fact.amount : 0), 0);
  const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);
  const per = (time: number, count: number): number | null => share(time / 1000, count);
  const seconds = (state: string): number => times[state] ?? 0;
  const [answered, talked, handled] = [sum("answered"), sum("talked"), sum("handled")];
  return {
    ...Object.fromEntries(
      ["idle", "onContact", "wrapUp", "paused", "explicit", "implied"].map((state) => [state, seconds(state)]),
    ),
    answered,
    handled,
    serviceLevel: share(sum("answeredInThreshold"), answered),
    talkTime: sum("talkTime") / 1000,
    wrapUpTime: sum("wrapUpTime") / 1000,
    averageTalkTime: per(sum("talkTime"), talked),
    averageHoldTime: per(sum("holdTime"), talked),
    holdsPerContact: share(sum("holds"), talked),
    averageWrapUpTime: per(sum("wrapUpTime"), handled),
    averageHandleTime: per(sum("talkAndHoldOfHandled") + sum("wrapUpTime"), handled),
    notAnswered: sum("notAnswered"),
    notAnsweredRate: share(sum("notAnswered"), sum("notAnswered") + answered),
    transferred: sum("transferred"),
    transferredBlind: sum("transferred blind"),
    transferredConsult: sum("transferred attended"),
    transferRate: share(sum("transferred"), answered),
    escalated: sum("escalated"),
    complaints: sum("complaints"),
    ...whatTheyAnswered(facts),
    ...timeShares(seconds),
    averageConcurrency: per(sum("talkTime") + sum("holdTime"), seconds("onContact")),
    activeHandleTime: share(seconds("onContact") + seconds("wrapUp"), handled),
  };
}

/** Of seconds in each state. */
export function timeShares(seconds: (state: string) => number): Numbers {
  const [idle, onContact, wrapUp, paused] = ["idle", "onContact", "wrapUp", "paused"].map(seconds) as [
    number,
    number,
    number,
    number,
  ];
  const all = idle + onContact + wrapUp + paused;
  const share = (part: number, whole = all): number | null => (whole === 0 ? null : part / whole);
  return {
    occupancy: share(onContact + wrapUp, onContact + wrapUp + idle),
    utilisation: share(onContact + wrapUp),
    idleShare: share(idle),
    onContactShare: share(onContact),
    wrapUpShare: share(wrapUp),
    pausedShare: share(paused),
    adherence: share(seconds("kept"), seconds("scheduled")),
  };
}
