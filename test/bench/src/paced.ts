/**
 * Sends on a fixed schedule that does not wait for answers. Latencies are measured from the intended times, so that a
 * stall of the sender or of the other side counts in full (no coordinated omission).
 */

const WAKE_MS = 5;

export interface Paced {
  /** Intended time of an event, on the clock of `performance.now()`. */
  intended(index: number): number;
  /** Resolves when everything was sent and answered. @throws the first refusal. */
  readonly done: Promise<void>;
}

/** `send` gets the events [from, to) that are due. */
export function paced(total: number, perSecond: number, send: (from: number, to: number) => Promise<void>): Paced {
  const start = performance.now() + WAKE_MS;
  const intended = (index: number): number => start + (index * 1000) / perSecond;
  const run = async (): Promise<void> => {
    const answers: Promise<void>[] = [];
    for (let sent = 0; sent < total; ) {
      const due = Math.min(total, Math.floor(((performance.now() - start) * perSecond) / 1000) + 1);
      if (due > sent) {
        const answer = send(sent, due);
        // Rejections are reported together, at the end.
        answer.catch(() => {});
        answers.push(answer);
        sent = due;
      }
      await new Promise((resolve) => setTimeout(resolve, WAKE_MS));
    }
    await Promise.all(answers);
  };
  return { intended, done: run() };
}
