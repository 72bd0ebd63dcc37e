/**
 * What `npm start` takes by POST /v1/events: four connections, 500 events a request, one after the other. Until the last is
 * acknowledged, and until all of them are in the numbers; steady: without the first third, while compilers warm up. Beside it a server of
 * Node's own that only parses each line. Void unless every event was accepted.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { encodeEvent } from "@floorwalker/events";
import type { Bench, BenchRow } from "./bench.ts";
import { profiling, SERVICE_FLAGS } from "./in-child.ts";
import { cpuMicrosOf } from "./process-cpu.ts";
import { embeddedProfile } from "./profiles.ts";
import { record } from "./recording.ts";

const EVENTS = 200_000;
const CONNECTIONS = 4;
const PER_REQUEST = 500;
/** Not in the steady figures. */
const WARM_UP = 1 / 3;
const PATIENCE_MS = 300_000;

export const postBench: Bench = async ({ events = EVENTS, runs = 1, profile: folder }) => {
  const rows: BenchRow[] = [];
  const faults: string[] = [];
  const { requests, total, bytes } = bodies(events);
  for (let run = 0; run < runs; run++) {
    rows.push(await bare(requests, total));
    const profile = await embeddedProfile([...SERVICE_FLAGS, ...profiling(folder)]);
    try {
      const [, pid] = profile.processes[0]!;
      const from = meter(pid);
      const warmed = Math.floor(requests.length * WARM_UP);
      await postAll(requests.slice(0, warmed), (body) => profile.send([body]));
      await folded(profile.url, warmed * PER_REQUEST);
      const warm = meter(pid);
      await postAll(requests.slice(warmed), (body) => profile.send([body]));
      const acknowledged = meter(pid);
      const counted = await folded(profile.url, total);
      const end = meter(pid);
      const steady = total - warmed * PER_REQUEST;
      if (counted !== total) faults.push(`${counted} of ${total} events are in the numbers`);
      rows.push({
        contender: "embedded",
        "acknowledged/s": Math.round(steady / (acknowledged.at - warm.at)),
        "in the numbers/s": Math.round(steady / (end.at - warm.at)),
        "µs CPU/event": (end.cpu - from.cpu) / total,
        "steady µs/event": (end.cpu - warm.cpu) / steady,
      });
    } finally {
      await profile.stop();
    }
  }
  return {
    rows,
    notes: [
      `${total} events of ${(bytes / total).toFixed(0)} B, ${CONNECTIONS} connections, ${PER_REQUEST} events a request.`,
    ],
    faults,
  };
};

/** CPU of the process, µs, and the time, s. */
const meter = (pid: number): { readonly cpu: number; readonly at: number } => ({
  cpu: cpuMicrosOf(pid) ?? Number.NaN,
  at: performance.now() / 1000,
});

function bodies(wanted: number): {
  readonly requests: readonly string[];
  readonly total: number;
  readonly bytes: number;
} {
  const { events } = record(wanted, 8, Math.floor(Date.now() / 60_000) * 60_000);
  const lines = events
    .flat()
    .toSorted((a, b) => a.time - b.time)
    .slice(0, wanted)
    .map((event) => encodeEvent(event));
  const requests: string[] = [];
  for (let at = 0; at < lines.length; at += PER_REQUEST) requests.push(lines.slice(at, at + PER_REQUEST).join("\n"));
  return { requests, total: lines.length, bytes: lines.reduce((sum, { length }) => sum + length, 0) };
}

async function postAll(requests: readonly string[], send: (body: string) => Promise<void>): Promise<void> {
  let next = 0;
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (next < requests.length) await send(requests[next++]!);
    }),
  );
}

/** The control. It shares this process with the sender, so it has no CPU time of its own. */
async function bare(requests: readonly string[], total: number): Promise<BenchRow> {
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      let sites = 0;
      for (const line of body.split("\n")) if ((JSON.parse(line) as { site?: unknown }).site !== undefined) sites++;
      response.end(String(sites));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const began = performance.now();
  await postAll(requests, async (body) => void (await (await fetch(url, { method: "POST", body })).text()));
  const seconds = (performance.now() - began) / 1000;
  server.closeAllConnections();
  server.close();
  const rate = Math.round(total / seconds);
  return {
    contender: "bare http + JSON.parse",
    "acknowledged/s": rate,
    "in the numbers/s": rate,
    "µs CPU/event": null,
    "steady µs/event": null,
  };
}

/** Events folded, once they are all or time is up. */
async function folded(url: string, total: number): Promise<number> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    const counted = Number(/^floorwalker_events_total\{outcome="accepted"\} (\d+)$/m.exec(metrics)?.[1] ?? 0);
    if (counted >= total || performance.now() > deadline) return counted;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
