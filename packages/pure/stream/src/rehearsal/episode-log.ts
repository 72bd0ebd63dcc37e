/** When the alerts of a site fired and were over, and who was told: read off its table after each evaluation. */
import type { RehearsedEpisode, RehearsedMessage } from "@floorwalker/domain";
import type { AlertTable } from "../alerts/alert-table.ts";
import type { RuleState } from "../alerts/rule-state.ts";

interface OpenEpisode extends Omit<RehearsedEpisode, "told"> {
  readonly told: RehearsedMessage[];
}

export class EpisodeLog {
  /** Of a rule, by its id; the oldest first. */
  readonly #episodes = new Map<string, OpenEpisode[]>();
  /** Those that fire now. */
  readonly #firing = new Map<RuleState, OpenEpisode>();
  readonly #most: number;
  /** There were more than are kept. */
  isFull = false;

  /** `most`: of one rule that are kept. */
  constructor(rules: readonly string[], most: number) {
    for (const rule of rules) this.#episodes.set(rule, []);
    this.#most = most;
  }

  of(rule: string): readonly RehearsedEpisode[] {
    return this.#episodes.get(rule) ?? [];
  }

  /** After an evaluation at `now`. */
  note(alerts: AlertTable, now: number): void {
    const ended: OpenEpisode[] = [];
    for (const state of alerts.changed) {
      const episode = this.#firing.get(state);
      if (state.state.kind === "firing") {
        if (episode === undefined) this.#begin(state);
        else Object.assign(episode, { worst: state.worst });
      } else if (episode !== undefined) {
        Object.assign(episode, { resolvedAt: now, worst: state.worst });
        ended.push(episode);
        this.#firing.delete(state);
      }
    }
    this.#tell(alerts, ended);
    alerts.changed.clear();
  }

  #begin(alert: RuleState): void {
    const { rule, state, worst, seen } = alert;
    const kept = this.#episodes.get(rule.id);
    if (kept === undefined || state.kind !== "firing") return;
    if (kept.length >= this.#most) {
      this.isFull = true;
      return;
    }
    const { since, firedAt } = state;
    const episode = { ...scopeOf(alert, seen.queue), since, firedAt, resolvedAt: null, worst, told: [] };
    kept.push(episode);
    this.#firing.set(alert, episode);
  }

  /** Messages of this evaluation; each is of an episode that fires, or has just ended. */
  #tell(alerts: AlertTable, ended: readonly OpenEpisode[]): void {
    const told = alerts.takeOutbox();
    if (told.length === 0) return;
    const among = [...this.#firing.values(), ...ended];
    for (const message of told) {
      // Rehearsed alerts are told one by one.
      if (message.about === "group") continue;
      const { at, state, step, reminder, receivers, queue, channel, since } = message;
      const about =
        message.about === "contact"
          ? message.contact
          : message.about === "agent"
            ? message.agent
            : message.about === "source"
              ? message.source
              : (message.team ?? message.department ?? null);
      const ofRule = this.#episodes.get(message.rule);
      const episode = among.findLast(
        (each) =>
          each.since === since &&
          each.about === about &&
          each.channel === channel &&
          (about !== null || each.queue === queue) &&
          ofRule?.includes(each) === true,
      );
      episode?.told.push({ at, state, step, reminder, receivers });
    }
  }
}

function scopeOf({ rule }: RuleState, queue: string | null): Pick<RehearsedEpisode, "queue" | "channel" | "about"> {
  switch (rule.kind) {
    case "kpi":
    case "budget":
      return { queue: rule.queue, channel: rule.channel, about: rule.team ?? rule.department ?? null };
    case "contact":
      return { queue, channel: rule.on, about: rule.contact };
    case "agent":
      return { queue: null, channel: null, about: rule.agent };
    case "source":
      return { queue: null, channel: null, about: rule.source };
    case "external":
      return { queue: null, channel: null, about: rule.fingerprint };
  }
}
