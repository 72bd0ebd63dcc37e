import { expect, test } from "vitest";
import { queueName, viewId, viewName } from "../../src/views/view-id.ts";
import { jsonViewRow, viewRow } from "../../src/views/view-row.ts";

test.each([
  ["queue", "krakow", "sales", "call"],
  ["queue", "a:b%3A", "x:y:z", "email"],
  ["agent", "%", "a:1"],
  ["site", "the:site"],
])("a row's name says what it is about, whatever colons there are: %s of %s", (kind, site, ...rest) => {
  const name = viewName(viewId(kind, site, ...rest));
  expect(name).toEqual({ kind, site, rest: rest.join(":") });
  if (kind === "queue") expect(queueName(name.rest)).toEqual({ queue: rest[0], channel: rest[1] });
});

test("a row that an older program left is its JSON, and has the name under which it is kept", () => {
  const older = new TextEncoder().encode('{"kind":"queue","waiting":3,"title":"Größe"}');
  expect(viewRow("queue:s:q:call", older)).toEqual({
    id: "queue:s:q:call",
    kind: "queue",
    waiting: 3,
    title: "Größe",
  });
  const row = { id: "site:s", kind: "site", stoppedSince: 5 };
  expect(viewRow("site:s", jsonViewRow(row))).toEqual(row);
});

test.each([
  ["no row", new TextEncoder().encode("17"), "no row"],
  ["nothing", new Uint8Array(), "JSON"],
  ["a format of a newer program", Uint8Array.of(30, 1, 2), "a format that is not known: 30"],
  ["a row cut off in its middle", Uint8Array.of(14, 1, 2), "the bytes end"],
])("%s is refused, and not guessed at", (_, bytes, why) => {
  expect(() => viewRow("queue:s:q:call", bytes)).toThrow(why);
});
