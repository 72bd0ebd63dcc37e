/** What a contact is about: the last thing told of it, of the whole contact. */
import { expect, test } from "vitest";
import { tell, told } from "./told.ts";

const sales = { queue: "sales", agent: "ann" };
const call = [
  tell(0, "contact.queued", { queue: "sales" }),
  tell(5, "contact.answered", { ...sales, contactReason: "billing" }),
  tell(60, "contact.ended", sales),
];

test("a contact is about what was told last, however late in its life", () => {
  expect(told(call).about).toBe("billing");
  expect(told([...call, tell(90, "contact.wrapUpEnded", { ...sales, contactReason: "delivery" })]).about).toBe(
    "delivery",
  );
  expect(told([...call, tell(2, "contact.alerted", { ...sales, contactReason: "delivery" })]).about).toBe("billing");
});

test("one of which nobody tells is about nothing", () => {
  expect(told([tell(0, "contact.queued", { queue: "sales" })]).about).toBeNull();
});

test("what it is about is kept with its prefix", () => {
  const chat = call.map((event) => ({ ...event, channel: "chat" as const }));
  for (const cutAfter of [1, 2]) expect(told(chat, { channel: "chat", cutAfter }).about).toBe("billing");
});

test("it is told before anything that is added", () => {
  expect(told(call).calls[0]).toBe("about billing");
});
