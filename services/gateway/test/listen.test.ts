import { createServer } from "node:http";
import { expect, test } from "vitest";
import { listen } from "../src/listen.ts";

test("an address that is not of this machine is an error that says what to give instead", async () => {
  // 192.0.2.0/24 is for documentation: no machine has it.
  await expect(listen(createServer(), "192.0.2.1", 0, true)).rejects.toMatchObject({
    code: "cannot_listen",
    fix: expect.stringContaining("FLOORWALKER_HOST"),
  });
});
