/** The board of a wall, over a gateway that answers late, wrongly or not at all: what is shown in the end is what was told last. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Screen } from "../src/model/screen.ts";
import { openBoard } from "../src/wall/board-source.ts";
import { createTold, type Told } from "../src/wall/told.ts";

const TV = { kind: "wall", board: null, draft: false, theme: null, language: null } as unknown as Screen;
const ASKED_EVERY_MS = 15_000;

const late = vi.hoisted(() => ({ polish: false }));
vi.mock("../src/words/pl.ts", async (original) => {
  const table: object = await original();
  return Object.defineProperty({ ...table }, "pl", {
    get() {
      if (late.polish) throw new TypeError("Failed to fetch dynamically imported module");
      return (table as { readonly pl: object }).pl;
    },
  });
});

/** What the gateway has, and how it answers the next questions: after so many ms, or not; without an entry at once. */
let published: Record<string, string>;
let answers: (number | "fails")[];
let asked: number;

beforeEach(() => {
  vi.useFakeTimers();
  [published, answers, asked] = [{ wall: "1" }, [], 0];
  vi.stubGlobal("document", { documentElement: { dataset: {}, lang: "" } });
  vi.stubGlobal("location", { hash: "", pathname: "/tv" });
  vi.stubGlobal("navigator", { languages: ["en"] });
  vi.stubGlobal("fetch", async (path: string) => {
    if (path === "/v1/me") return Response.json({ boards: { wall: "wall" } });
    asked++;
    const id = path.split("/").at(-1)!;
    const language = id === "polish" ? { language: "pl" } : {};
    const board = { ...language, pages: [{ layout: "worstFirst" }], window: "30m", name: published[id] };
    const answer = Response.json({ board, draft: null, version: published[id] });
    const how = answers.shift();
    if (how === "fails") throw new TypeError("fetch failed");
    if (how !== undefined) await new Promise((resolve) => setTimeout(resolve, how));
    return answer;
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const tell = (told: Told, board: string): void =>
  told.tell({ board, boardVersion: published[board] } as Parameters<Told["tell"]>[0]);

async function opened() {
  const told = createTold();
  const source = await openBoard(TV, told);
  const painted: string[] = [];
  source.subscribe(() => painted.push(source.getSnapshot().id));
  return { told, source, painted, nameNow: () => (source.getSnapshot().board as { readonly name?: string }).name };
}

test("a paired screen that could not load what it was told of asks again, and no more once it shows it", async () => {
  const { told, nameNow } = await opened();
  tell(told, "wall");
  await vi.advanceTimersByTimeAsync(0);
  published.wall = "2";
  answers = ["fails", "fails"];
  tell(told, "wall");
  await vi.advanceTimersByTimeAsync(ASKED_EVERY_MS + 1);
  expect(nameNow()).toBe("1");
  await vi.advanceTimersByTimeAsync(ASKED_EVERY_MS);
  expect(nameNow()).toBe("2");
  const before = asked;
  await vi.advanceTimersByTimeAsync(ASKED_EVERY_MS * 4);
  expect(asked).toBe(before);
});

test("an answer that comes after a later one is not shown: the screen was bound to another board since", async () => {
  const { told, source, painted } = await opened();
  Object.assign(published, { north: "1", south: "1" });
  answers = [900, 100];
  tell(told, "north");
  tell(told, "south");
  await vi.advanceTimersByTimeAsync(2_000);
  expect(source.getSnapshot().id).toBe("south");
  expect(painted).toEqual(["south"]);
});

test("a board whose language does not come is shown all the same, and in its language once that is there", async () => {
  const { told, source, painted } = await opened();
  published.polish = "1";
  late.polish = true;
  tell(told, "polish");
  await vi.waitFor(() => expect(painted).toEqual(["polish"]));
  const { pages } = source.getSnapshot().board;
  late.polish = false;
  await vi.advanceTimersByTimeAsync(ASKED_EVERY_MS * 2);
  await vi.waitFor(() => expect(painted).toEqual(["polish", "polish"]));
  expect(document.documentElement.lang).toBe("pl");
  expect(source.getSnapshot().board.pages).toBe(pages);
});
