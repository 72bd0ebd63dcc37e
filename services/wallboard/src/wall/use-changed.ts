/** Queues whose state became another within the last five minutes; what is there when the screen is switched on is no change. */
import { useEffect, useRef } from "react";
import type { QueueLine } from "../model/queue-line.ts";

const NEW_MS = 300_000;

interface Known {
  readonly state: string;
  /** Epoch ms; null: it was so from the beginning. */
  readonly changedAt: number | null;
}

export function useChanged(lines: readonly QueueLine[], now: number): ReadonlySet<string> {
  const known = useRef(new Map<string, Known>());
  const next = new Map(
    lines.map(({ id, state }): [string, Known] => {
      const before = known.current.get(id);
      if (before === undefined) return [id, { state, changedAt: null }];
      return [id, before.state === state ? before : { state, changedAt: now }];
    }),
  );
  useEffect(() => {
    known.current = next;
  });
  return new Set(
    [...next].filter(([, { changedAt }]) => changedAt !== null && now - changedAt < NEW_MS).map(([id]) => id),
  );
}
