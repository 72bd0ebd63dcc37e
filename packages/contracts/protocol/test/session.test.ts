import fc from "fast-check";
import { expect, test } from "vitest";
import { CLOSE, clientMessageSchema, closeIsFinal, decodeToken, encodeToken, samePosition } from "../src/index.ts";

test("any token survives the subprotocol, in characters that a subprotocol may hold", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (token) => {
      const encoded = encodeToken(token);
      expect(encoded).toMatch(/^[A-Za-z0-9_-]*$/);
      expect(decodeToken(encoded)).toBe(token);
    }),
  );
  expect(decodeToken("%%%")).toBeNull();
});

test("a shutdown or a slow line is a reason to come again, a refusal is not", () => {
  expect([CLOSE.shutdown, CLOSE.slowClient, CLOSE.noHeartbeat, 1001, 1006].some(closeIsFinal)).toBe(false);
  expect([CLOSE.badMessage, CLOSE.unauthorized, CLOSE.unsupportedVersion, CLOSE.tooLarge].every(closeIsFinal)).toBe(
    true,
  );
});

test("positions are equal when every partition is", () => {
  expect(samePosition({ "0": ["1-a", 2], "1": ["1-a", 5] }, { "1": ["1-a", 5], "0": ["1-a", 2] })).toBe(true);
  expect(samePosition({ "0": ["1-a", 2] }, { "0": ["2-a", 2] })).toBe(false);
  expect(samePosition({ "0": ["1-a", 2] }, { "0": ["1-a", 2], "1": ["0-a", 0] })).toBe(false);
  expect(samePosition({ "0": ["1-a", 2] }, { "1": ["1-a", 2] })).toBe(false);
});

test("the documented first message is enough", () => {
  expect(clientMessageSchema.safeParse({ type: "subscribe", view: "floor" }).success).toBe(true);
});
