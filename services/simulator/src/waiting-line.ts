/** Who waits in the queues of one channel, oldest first. A contact that comes back (nobody picked up) goes where it stood. */
export interface Waiting {
  readonly queuedAt: number;
  readonly queueName: string;
}

export interface WaitingLine<T extends Waiting> {
  join(contact: T): void;
  leave(contact: T): void;
  length(queue: string): number;
  /** The one that waits longest in any of these queues; null when nobody does. */
  oldest(queues: readonly string[]): T | null;
}

export function newWaitingLine<T extends Waiting>(): WaitingLine<T> {
  const lines = new Map<string, T[]>();
  const lineOf = (queue: string): T[] => {
    const line = lines.get(queue) ?? [];
    lines.set(queue, line);
    return line;
  };
  return {
    join: (contact) => {
      const line = lineOf(contact.queueName);
      let index = line.length;
      while (index > 0 && line[index - 1]!.queuedAt > contact.queuedAt) index--;
      line.splice(index, 0, contact);
    },
    leave: (contact) => {
      const line = lineOf(contact.queueName);
      const index = line.indexOf(contact);
      if (index >= 0) line.splice(index, 1);
    },
    length: (queue) => lineOf(queue).length,
    oldest: (queues) => {
      let oldest: T | null = null;
      for (const queue of queues) {
        const first = lines.get(queue)?.[0];
        if (first !== undefined && (oldest === null || first.queuedAt < oldest.queuedAt)) oldest = first;
      }
      return oldest;
    },
  };
}
