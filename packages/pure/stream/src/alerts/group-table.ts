/** The groups of a site, by name and receiver: which alerts each tells of now, and when it does. */
import {
  type AlertFacts,
  type AlertGroup,
  alertKey,
  alertScope,
  type GroupChange,
  type GroupSetting,
  stepGroup,
  type ToldState,
  withMember,
} from "@floorwalker/domain";
import { jsonRow, rowJson } from "../row-format.ts";
import { type RowSink, rowKey } from "../site-context.ts";
import type { Timed, TimerQueue } from "../timer-queue.ts";
import type { AlertTransition, RuleState } from "./rule-state.ts";

export const GROUP_ROW = "g";
const GROUP_FORMAT = 1;
/** Of more it is said how many there are. */
const MOST_NAMED = 20;
const TRANSITION_FORMAT = 2;

interface StoredGroup {
  readonly setting: GroupSetting;
  readonly group: AlertGroup;
}

/** In the outbox; `@floorwalker/protocol/alerts` has its schema. */
export interface GroupTransition {
  readonly format: typeof TRANSITION_FORMAT;
  readonly about: "group";
  readonly key: string;
  /** Its name. */
  readonly rule: string;
  readonly default: false;
  readonly severity: AlertFacts["severity"];
  readonly site: string;
  readonly queue: null;
  readonly channel: null;
  readonly holdForSeconds: 0;
  readonly receiver: string;
  readonly state: ToldState;
  readonly since: number;
  readonly at: number;
  readonly receivers: readonly string[];
  readonly step: number;
  readonly reminder: 0;
  readonly owner: null;
  readonly snoozedUntil: null;
  readonly worst: null;
  readonly firing: number;
  /** Since the message before. */
  readonly over: number;
  readonly more: number;
  /** What fires first, and of that the worst. */
  readonly members: readonly AlertTransition[];
}

class GroupState implements Timed {
  readonly name: string;
  readonly receiver: string;
  setting: GroupSetting;
  group: AlertGroup | null = null;
  stored = false;
  dueAt: number | null = null;

  constructor(setting: GroupSetting, receiver: string) {
    this.name = setting.name;
    this.setting = setting;
    this.receiver = receiver;
  }
}

export class GroupTable {
  readonly #site: string;
  readonly #timers: TimerQueue<Timed>;
  readonly #groups = new Map<string, GroupState>();
  readonly #changed = new Set<GroupState>();

  constructor(site: string, timers: TimerQueue<Timed>) {
    this.#site = site;
    this.#timers = timers;
  }

  note(setting: GroupSetting, receiver: string, change: GroupChange): void {
    const state = this.#of(setting, receiver);
    state.setting = setting;
    state.group = withMember(state.group, change);
    this.#changed.add(state);
  }

  #of(setting: GroupSetting, receiver: string): GroupState {
    const key = rowKey(this.#site, GROUP_ROW, setting.name, receiver);
    let state = this.#groups.get(key);
    if (state === undefined) {
      state = new GroupState(setting, receiver);
      this.#groups.set(key, state);
    }
    return state;
  }

  /** What is due. `alerts`: by the id of their row. */
  tell(alerts: () => ReadonlyMap<string, RuleState>, now: number): readonly GroupTransition[] {
    const told: GroupTransition[] = [];
    for (const state of this.#groups.values()) {
      if (state.group === null) continue;
      const step = stepGroup(state.setting, state.group, now);
      if (step.tells !== null) {
        told.push(this.#transition(state, state.group, step.tells, alerts(), now));
        this.#changed.add(state);
      }
      state.group = step.group;
      if (state.dueAt !== step.dueAt) this.#timers.set(state, step.dueAt);
    }
    return told;
  }

  #transition(
    { name, receiver }: GroupState,
    { since }: AlertGroup,
    { members, message }: NonNullable<ReturnType<typeof stepGroup>["tells"]>,
    alerts: ReadonlyMap<string, RuleState>,
    now: number,
  ): GroupTransition {
    const firing = members.filter(({ fires }) => fires).length;
    const named = members.flatMap(({ alert, episode, fires }) => {
      const state = alerts.get(alert);
      return state === undefined ? [] : [asMember(state, this.#site, { episode, fires, now })];
    });
    named.sort((a, b) => rank(a) - rank(b) || a.since - b.since);
    const isOwned = message > 0 && firing > 0 && named.every(({ state }) => state !== "firing");
    const state = firing === 0 ? "resolved" : isOwned ? "acknowledged" : "firing";
    const facts = {
      rule: name,
      default: false,
      site: this.#site,
      queue: null,
      channel: null,
      holdForSeconds: 0,
      about: "group",
      receiver,
    } as const;
    const step = { step: message, reminder: 0 } as const;
    return {
      ...facts,
      ...step,
      format: TRANSITION_FORMAT,
      key: alertKey(name, alertScope(facts), since, state, step),
      severity: named.some(
        ({ severity, state: its }) => severity === "critical" && (firing === 0 || its !== "resolved"),
      )
        ? "critical"
        : "warning",
      state,
      since,
      at: now,
      receivers: [receiver],
      owner: null,
      snoozedUntil: null,
      worst: null,
      firing,
      over: members.length - firing,
      more: members.length - Math.min(named.length, MOST_NAMED),
      members: named.slice(0, MOST_NAMED),
    };
  }

  drain(sink: RowSink): void {
    for (const state of this.#changed) {
      const { name, receiver, setting, group } = state;
      const row = group === null ? null : jsonRow(GROUP_FORMAT, { setting, group } satisfies StoredGroup);
      const key = rowKey(this.#site, GROUP_ROW, name, receiver);
      if (row !== null || state.stored) sink.row(key, row);
      state.stored = row !== null;
      if (row === null) this.#groups.delete(key);
    }
    this.#changed.clear();
  }

  /** True when the row is a group's. */
  restore(kind: string, [name, receiver]: readonly string[], value: Uint8Array): boolean {
    if (kind !== GROUP_ROW || name === undefined || receiver === undefined) return false;
    const { setting, group } = rowJson<StoredGroup>(GROUP_FORMAT, value);
    const state = this.#of(setting, receiver);
    state.group = group;
    state.stored = true;
    const { dueAt } = stepGroup(setting, group, Number.NEGATIVE_INFINITY);
    this.#timers.set(state, dueAt);
    return true;
  }
}

/** As it stands; of one that is over, as it ended. */
function asMember(
  alert: RuleState,
  site: string,
  { episode, fires, now }: { readonly episode: number; readonly fires: boolean; readonly now: number },
): AlertTransition {
  const state = !fires ? "resolved" : alert.handling.owner === null ? "firing" : "acknowledged";
  const at = fires ? now : (alert.resolved?.at ?? alert.overAt ?? now);
  return alert.message(site, { state, step: 0, reminder: 0, receivers: [] }, episode, at);
}

const rank = ({ state, severity }: AlertTransition): number =>
  (state === "resolved" ? 2 : 0) + (severity === "critical" ? 0 : 1);
