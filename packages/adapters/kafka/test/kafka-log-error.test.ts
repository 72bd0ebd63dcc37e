import { UnsupportedCompressionError } from "@platformatic/kafka";
import { expect, test } from "vitest";
import { crashOf, protocolTypeOf } from "../src/kafka-log-error.ts";

test.for([
  ["kafkajs", Object.assign(new Error("compression not implemented"), { name: "KafkaJSNotImplemented" })],
  ["platformatic", new Error("fetch failed", { cause: new UnsupportedCompressionError("bitmask 5") })],
] as const)(
  "a compression that no codec knows ends a consumption by a code that says what to do, with %s",
  ([, error]) => {
    expect(crashOf(error)).toMatchObject({
      code: "compression_unsupported",
      message: expect.stringMatching(/let the producer use gzip, snappy, lz4, zstd/),
    });
    expect(crashOf(new Error("something else"))).toMatchObject({ code: "consumption_crashed" });
  },
);

test("the protocol's name of an error is found in what either driver throws", () => {
  const nested = new Error("send failed", { cause: Object.assign(new Error("x"), { type: "MESSAGE_TOO_LARGE" }) });
  const tries = new AggregateError([new Error("first"), Object.assign(new Error("y"), { apiId: "MESSAGE_TOO_LARGE" })]);
  expect([protocolTypeOf(nested), protocolTypeOf(tries), protocolTypeOf(new Error("z"))]).toEqual([
    "MESSAGE_TOO_LARGE",
    "MESSAGE_TOO_LARGE",
    undefined,
  ]);
});
