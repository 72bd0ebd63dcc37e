/** What goes over the wire is what ioredis itself would write, byte by byte. */
import fc from "fast-check";
import { Command } from "ioredis";
import { expect, test } from "vitest";
import { ScriptCommand } from "../src/script-command.ts";

test("a script is called with texts, numbers and bytes as ioredis writes them", () => {
  const argument = fc.oneof(
    fc.string({ unit: fc.constantFrom("a", "0", "\u0000", "\n", "ü", "€", "🙂", "\ud83d"), maxLength: 20 }),
    fc.integer(),
    fc.uint8Array({ maxLength: 20 }),
  );
  const by = fc.constantFrom("evalsha" as const, "eval" as const);
  fc.assert(
    fc.property(
      by,
      fc.string({ unit: "grapheme" }),
      fc.array(argument, { maxLength: 20 }),
      (command, base, parameters) => {
        const ours = new ScriptCommand({ by: command, script: "return 1", base, parameters, reply: "text" });
        const plain = parameters.map((one) => (typeof one === "object" ? Buffer.from(one) : one));
        const theirs = new Command(command, ["return 1", 1, base, ...plain]);
        expect(ours.toWritable().toString("hex")).toBe(Buffer.from(theirs.toWritable({})).toString("hex"));
      },
    ),
  );
});

test("bytes that are a part of something larger are sent alone", () => {
  const part = Uint8Array.of(1, 2, 3, 4).subarray(1, 3);
  const command = new ScriptCommand({ by: "eval", script: "", base: "b", parameters: [part], reply: "bytes" });
  expect(command.toWritable().toString("latin1")).toBe(
    "*5\r\n$4\r\neval\r\n$0\r\n\r\n$1\r\n1\r\n$1\r\nb\r\n$2\r\n\u0002\u0003\r\n",
  );
});
