import { expect, test } from "vitest";
import { createLogger } from "../src/index.ts";

test("what a client hangs onto an error, such as the arguments of a login, is in no line", () => {
  const lines: string[] = [];
  const logger = createLogger({ service: "test", to: { write: (line) => void lines.push(line) } });
  const reply = Object.assign(new Error("WRONGPASS invalid username-password pair"), {
    command: { name: "hello", args: ["3", "AUTH", "default", "s3cret"] },
    payload: "caller 555-1234",
  });
  logger.error("failed", { error: reply });
  logger.error("failed", {
    error: Object.assign(new Error("outer", { cause: reply }), { code: "E", fix: "Mend it." }),
  });
  expect(lines.join("")).not.toMatch(/s3cret|555-1234/);
  expect(JSON.parse(lines[0]!)).toMatchObject({
    error: { type: "Error", message: expect.stringMatching(/^WRONGPASS/) },
  });
  expect(JSON.parse(lines[1]!)).toMatchObject({
    error: { code: "E", fix: "Mend it.", message: "outer: WRONGPASS invalid username-password pair" },
  });
});
