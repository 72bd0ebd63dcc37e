/**
 * Liveness and readiness of a process. Liveness asks only whether a restart would help; readiness names every part that
 * is not ready yet. After `drain` it is never ready again.
 */

/** True, or the reason why not. */
export type Check = () => true | string | Promise<true | string>;

export interface HealthReport {
  readonly ok: boolean;
  readonly checks: Readonly<Record<string, { readonly ok: boolean; readonly reason?: string }>>;
  /** What is not as it should be although the process does its work. */
  readonly notes?: Readonly<Record<string, string>>;
}

export interface Health {
  /** Adds a part that must be ready before this process is. */
  ready(name: string, check: Check): void;
  /** Adds a part whose failure only a restart cures. */
  live(name: string, check: Check): void;
  /** Adds what readiness mentions without being less ready; null: nothing to say. */
  note(name: string, note: () => string | null): void;
  readiness(): Promise<HealthReport>;
  liveness(): Promise<HealthReport>;
  /** The process is stopping. */
  drain(): void;
}

export function createHealth(): Health {
  const readyChecks = new Map<string, Check>();
  const liveChecks = new Map<string, Check>();
  const notes = new Map<string, () => string | null>();
  return {
    ready: (name, check) => void readyChecks.set(name, check),
    live: (name, check) => void liveChecks.set(name, check),
    note: (name, note) => void notes.set(name, note),
    readiness: async () => {
      const said = [...notes].flatMap(([name, note]) => {
        const text = note();
        return text === null ? [] : [[name, text] as const];
      });
      const answer = await report(readyChecks);
      return said.length === 0 ? answer : { ...answer, notes: Object.fromEntries(said) };
    },
    liveness: () => report(liveChecks),
    drain: () => void readyChecks.set("stopping", () => "the process is stopping"),
  };
}

async function report(checks: ReadonlyMap<string, Check>): Promise<HealthReport> {
  const answers = await Promise.all([...checks].map(async ([name, check]) => [name, await answer(check)] as const));
  return { ok: answers.every(([, { ok }]) => ok), checks: Object.fromEntries(answers) };
}

async function answer(check: Check): Promise<{ ok: boolean; reason?: string }> {
  try {
    const result = await check();
    return result === true ? { ok: true } : { ok: false, reason: result };
  } catch (error) {
    return { ok: false, reason: (error as Error).message };
  }
}
