/** How soon reading is begun again after it failed. */
import { type Logger, silentLogger } from "@floorwalker/runtime";
import { expect, test, vi } from "vitest";
import { KeptReading } from "../src/kept-reading.ts";

test("a reading that fails as soon as it has begun is begun again after ever longer pauses", async () => {
  const pauses: unknown[] = [];
  const error = (_event: string, { retryInMs }: { readonly retryInMs: number }) => void pauses.push(retryInMs);
  const logger = { ...silentLogger, error } as unknown as Logger;
  const kept = new KeptReading({
    sources: new Map(),
    prepare: async () => {},
    begin: async () => ({
      failed: Promise.reject(new Error("refused")),
      commit: async () => {},
      restart: async () => {},
      healthy: () => true,
      stop: async () => {},
    }),
    passes: () => true,
    logger,
  });
  await kept.start();
  await vi.waitUntil(() => pauses.length === 3, { timeout: 30_000 });
  await kept.stop();
  expect(pauses).toEqual([200, 400, 800]);
});
