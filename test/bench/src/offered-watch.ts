/** A board that notes when it first sees each call counted: the n-th call of a queue is there when `offered.day` reaches n. */
import { WebSocket } from "ws";

export interface OfferedWatch {
  /** Of a row, when each count was first reached, on the clock of `performance.now()`. */
  readonly reached: ReadonlyMap<string, readonly number[]>;
  readonly frames: () => number;
  close(): void;
}

interface Fields {
  readonly "offered.day"?: number;
}

interface Message {
  readonly type: string;
  readonly rows?: readonly (Fields & { readonly id: string })[];
  readonly changes?: readonly { readonly id: string; readonly set?: Fields }[];
}

/** Resolves when the first snapshot is there. */
export async function watchOffered(url: string, ids: readonly string[]): Promise<OfferedWatch> {
  const reached = new Map(ids.map((id): [string, number[]] => [id, []]));
  const socket = new WebSocket(url);
  let frames = 0;
  const note = (id: string, count: number | undefined, at: number): void => {
    const times = reached.get(id);
    if (times !== undefined && count !== undefined) while (times.length < count) times.push(at);
  };
  await new Promise<void>((resolve, reject) => {
    socket.once("error", reject);
    socket.once("open", () => socket.send('{"type":"subscribe","view":"floor"}'));
    socket.on("message", (data: Buffer) => {
      const at = performance.now();
      const message = JSON.parse(data.toString()) as Message;
      for (const row of message.rows ?? []) note(row.id, row["offered.day"], at);
      for (const { id, set } of message.changes ?? []) note(id, set?.["offered.day"], at);
      if (message.type === "snapshot") resolve();
      if (message.type === "delta") frames++;
    });
  });
  return { reached, frames: () => frames, close: () => socket.terminate() };
}
