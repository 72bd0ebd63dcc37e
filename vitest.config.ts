import { join } from "node:path";
import { defineConfig } from "vitest/config";

// "unit" needs nothing; "parts" talks to real Kafka, Redis, SMTP and Prometheus; "browser" opens a real Chromium.
// Two files at a time, as two cores have room for: most of "parts" is waiting for what dies and comes back.
export default defineConfig({
  test: {
    pool: "forks",
    maxWorkers: 2,
    // Only against what never comes: how long it takes is the box's affair, too.
    expect: { poll: { timeout: 30_000, interval: 50 } },
    // Programs that tests start read what another of them has read and stripped of its types before.
    env: { NODE_COMPILE_CACHE: join(import.meta.dirname, "node_modules/.cache/floorwalker-compiled") },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: [
            "packages/**/test/**/*.test.ts",
            "services/**/test/**/*.test.ts",
            "test/scenarios/**/*.test.ts",
            "test/simulation/**/*.test.ts",
            "test/support/test/**/*.test.ts",
          ],
          // Only against what never ends: how long a test takes is the box's affair.
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "parts",
          include: ["test/e2e/**/*.test.ts", "test/chaos/**/*.test.ts"],
          globalSetup: ["test/support/src/backends-setup.ts"],
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: {
          name: "browser",
          include: ["test/browser/**/*.test.ts"],
          globalSetup: ["test/support/src/board-setup.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
