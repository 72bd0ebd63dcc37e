/** Letters for topics that somebody else made, and that take less than ours. */
import type { LogMessage } from "@floorwalker/ports";
import { expect, test } from "vitest";
import { appendLetters, deadLetter, rejection } from "../src/index.ts";

const letterOf = (bytes: number, headers: LogMessage["headers"] = {}): LogMessage =>
  deadLetter(
    { topic: "acd", partition: 3, offset: 7, group: "g", key: "k", value: new Uint8Array(bytes).fill(120), headers },
    rejection("malformed", ""),
  );

/** Takes no record above `most` bytes. */
function topicOf(most: number) {
  const taken: LogMessage[] = [];
  const sizeOf = ({ value, headers = {} }: LogMessage): number =>
    Object.entries(headers).reduce((sum, [name, text]) => sum + name.length + text.length, value.byteLength);
  const append = async (_topic: string, _partition: number, messages: readonly LogMessage[]): Promise<void> => {
    for (const message of messages) {
      if (sizeOf(message) > most) throw Object.assign(new Error("above the limit"), { code: "record_too_large" });
      taken.push(message);
    }
  };
  return { taken, append };
}

test("a letter that its topic refuses as too large is kept cut, with its reason and how long it was; the others whole", async () => {
  const { taken, append } = topicOf(100_000);
  await appendLetters({ append }, "dlq.acd", [letterOf(10), letterOf(900_000), letterOf(20)]);
  const last = taken.slice(-3);
  expect(last.map(({ value }) => value.byteLength)).toEqual([10, 56_250, 20]);
  expect(last[1]!.headers).toMatchObject({
    "_dlq.errors.code": "malformed",
    "_dlq.errors.offset": "7",
    "_dlq.errors.truncated": "900000",
  });
});

test("headers of the input are left out where even they do not fit", async () => {
  const { taken, append } = topicOf(3_000);
  await appendLetters({ append }, "dlq.acd", [letterOf(50_000, { trace: "x".repeat(9_000), other: "y" })]);
  expect(taken).toHaveLength(1);
  expect(taken[0]!.headers).toMatchObject({ "_dlq.errors.truncated": "50000", "_dlq.errors.headers-dropped": "2" });
  expect(taken[0]!.headers).not.toHaveProperty("trace");
});

test("a topic that takes nothing, and a log that is away, are told", async () => {
  await expect(appendLetters(topicOf(1), "dlq.acd", [letterOf(5)])).rejects.toThrow("above the limit");
  const away = { append: () => Promise.reject(new Error("broker away")) };
  await expect(appendLetters(away, "dlq.acd", [letterOf(5)])).rejects.toThrow("broker away");
});
