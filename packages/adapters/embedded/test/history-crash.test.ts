/** H5 of the history: kill -9 at any moment. A put that was acknowledged is there, and one that was not is there whole or not at all. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { C, queueCell } from "@floorwalker/domain";
import { expect, test } from "vitest";
import { openEmbedded } from "../src/index.ts";
import { temporaryState } from "./temporary-state.ts";

test("after kill -9 every interval is of one put, the acknowledged one or a later one, and so are its restatements", {
  timeout: 60_000,
}, async () => {
  const state = await temporaryState();
  for (const puts of [1, 7, 30]) {
    const acknowledged = await killedAfter(state.path, puts);
    const { history, close } = openEmbedded(state.path);
    const query = { site: "krakow", length: "15m", of: { cells: [queueCell("sales", "call")] } } as const;
    const offered: number[] = [];
    for await (const chunk of history.read({ ...query, from: 0, to: 1e9 }))
      for (const { counters } of chunk) offered.push(counters[C.offered]!);
    expect(offered).toHaveLength(100);
    expect(new Set(offered).size).toBe(1);
    expect(offered[0]).toBeGreaterThanOrEqual(acknowledged);
    const [newest] = await history.restatements({ site: "krakow", from: 0, to: 1e12, limit: 1 });
    expect(newest?.at ?? 60_000).toBe(offered[0]! * 60_000);
    await close();
  }
  await state.remove();
});

/** Which put was acknowledged last. */
async function killedAfter(path: string, puts: number): Promise<number> {
  const writer = spawn(process.execPath, [`${import.meta.dirname}/history-writer.ts`, path], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let last = 0;
  let seen = 0;
  const lines = createInterface({ input: writer.stdout });
  for await (const line of lines) {
    last = Number(line.split(" ")[1]);
    if (++seen === puts) writer.kill("SIGKILL");
  }
  if (writer.signalCode === null) await once(writer, "exit");
  return last;
}
