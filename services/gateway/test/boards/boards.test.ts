/** Boards over REST: drafts, publishing, what each is given of them, and that nobody overwrites what he has not read. */
import { accountText } from "@floorwalker/domain";
import { type Board, DEFAULT_BOARDS } from "@floorwalker/protocol/board";
import { emptyConfiguration, silentLogger } from "@floorwalker/runtime";
import { afterAll, beforeAll, expect, test } from "vitest";
import { AccountDirectory } from "../../src/access/account-directory.ts";
import { BoardChanges } from "../../src/boards/board-changes.ts";
import { Boards } from "../../src/boards/boards.ts";
import { ADMIN, ALL_SIGHTS } from "../access/everything-seen.ts";
import { addScreen, addToken, ask, bearer, SHARED } from "../access/signed-in.ts";
import { type RunningGateway, runGateway, until } from "../running-gateway.ts";

const tile = (queue: string, column: number) => ({
  kind: "queue" as const,
  at: { column, row: 1, columns: 1, rows: 1 },
  queue,
  channel: "call" as const,
});
const HALL: Board = {
  ...DEFAULT_BOARDS.get("wall")!,
  name: "Hala Łąk",
  site: "krakow",
  defaultFor: [],
  pages: [{ layout: "grid", tiles: [tile("sales", 1), tile("support", 2)] }],
};
const OF_FILE: Board = { ...DEFAULT_BOARDS.get("wall")!, name: "Canteen", defaultFor: [] };

let running: RunningGateway;
let configured: ReadonlyMap<string, Board> = new Map([["canteen", OF_FILE]]);
let now = Date.parse("2026-11-25T14:00:00Z");
beforeAll(async () => {
  running = await runGateway({
    token: SHARED,
    clock: () => now,
    config: () => ({ ...emptyConfiguration(), boards: configured }),
  });
});
afterAll(() => running.stop());

interface Told {
  readonly id: string;
  readonly version: string | null;
  readonly board: Board | null;
  readonly draft: { readonly version: string; readonly outdated: boolean; readonly board: Board } | null;
}
type Headers = Readonly<Record<string, string>>;
const who = async (role: Parameters<typeof addToken>[1], scope = {}) => (await addToken(running, role, scope)).headers;
const get = async (id: string, as: Headers) => {
  const { status, body } = await ask(running, "GET", `v1/boards/${id}`, as);
  return { status, told: body as Told };
};
const begin = async (as: Headers, board: object = HALL, id?: string) => {
  const { status, body } = await ask(running, "POST", "v1/boards", as, { board, ...(id && { id }) });
  return { status, told: body as Told };
};
const save = (as: Headers, id: string, body: object) => ask(running, "PUT", `v1/boards/${id}`, as, body);
const publish = (as: Headers, id: string, version?: string) =>
  ask(running, "POST", `v1/boards/${id}/publish`, as, { version });
async function published(as: Headers, id: string, board: Board = HALL): Promise<string> {
  const { told } = await begin(as, board, id);
  const { status, body } = await publish(as, id, told.draft!.version);
  expect(status).toBe(200);
  return (body as Told).version!;
}

test("where nobody made a board, a desk of each role begins with the floor and a wall with the one for walls", async () => {
  for (const role of ["viewer", "supervisor", "manager", "admin"] as const) {
    const { body } = await ask(running, "GET", "v1/me", await who(role));
    expect(body).toMatchObject({ boards: { home: "floor", wall: "wall" } });
  }
  const { body } = await ask(running, "GET", "v1/boards", await who("viewer"));
  expect((body as { readonly boards: readonly Told[] }).boards.map(({ id }) => id)).toEqual([
    "canteen",
    "floor",
    "wall",
  ]);
});

test("a draft is called after its name, seen by whose it is and by nobody else, and published by who looks after screens", async () => {
  const [author, other, viewer] = [await who("supervisor"), await who("admin"), await who("viewer")];
  const { status, told } = await begin(author);
  expect([status, told.id, told.board]).toEqual([201, "hala-lak", null]);
  expect(told.draft).toMatchObject({ outdated: false, board: HALL });
  expect((await begin(other)).told.id).toBe("hala-lak-2");
  expect((await get("hala-lak", other)).status).toBe(404);
  expect(JSON.stringify((await ask(running, "GET", "v1/boards", other)).body)).not.toContain('"hala-lak"');
  expect((await begin(viewer)).status).toBe(403);
  expect((await publish(author, "hala-lak", told.draft!.version)).status).toBe(403);
  expect((await ask(running, "DELETE", "v1/boards/hala-lak/draft", author)).status).toBe(204);
  expect((await get("hala-lak", author)).status).toBe(404);
});

test("a draft is saved over what was read, and published over the board that it was begun from: of two one is told so", async () => {
  const [anna, bert] = [await who("manager"), await who("manager")];
  const first = await published(anna, "hall-a");
  expect((await get("hall-a", await who("viewer"))).told).toMatchObject({ board: HALL, draft: null, version: first });
  // Both begin from the same.
  const renamed = { ...HALL, name: "Hall A" };
  const mine = await save(anna, "hall-a", { board: renamed, version: null });
  const hers = await save(bert, "hall-a", { board: { ...HALL, name: "Hall B" }, version: null });
  const version = (mine.body as Told).draft!.version;
  expect(await save(anna, "hall-a", { board: HALL, version: null })).toMatchObject({ status: 409 });
  expect((await publish(anna, "hall-a", "another")).status).toBe(409);
  expect((await publish(anna, "hall-a", version)).status).toBe(200);
  const late = (hers.body as Told).draft!.version;
  expect(await publish(bert, "hall-a", late)).toMatchObject({ status: 409, body: { code: "board_changed" } });
  const { told } = await get("hall-a", bert);
  expect(told).toMatchObject({ board: renamed, draft: { outdated: true } });
  await save(bert, "hall-a", { board: told.draft!.board, version: late, basedOn: told.version });
  expect((await publish(bert, "hall-a", late)).body).toMatchObject({ board: { name: "Hall B" }, draft: null });
  const { body } = await ask(running, "GET", "v1/audit?did=published_board", bearer(SHARED));
  expect((body as { readonly entries: readonly object[] }).entries.length).toBe(3);
});

test("of two gateways that publish over the same version at once one is told so", async () => {
  const other = await runGateway({ token: SHARED, accounts: running.embedded.accounts, clock: () => now });
  try {
    const [anna, bert] = [await who("manager"), await who("manager")];
    await published(anna, "race");
    const versions = await Promise.all(
      [anna, bert].map(async (as, index) => {
        const { body } = await save(as, "race", { board: { ...HALL, name: `Race ${index}` }, version: null });
        return (body as Told).draft!.version;
      }),
    );
    const known = async () => (await ask(other, "GET", "v1/boards/race", bert)).body as Partial<Told>;
    await until(async () => (await known()).draft != null, "the other gateway has read it");
    const both = await Promise.all([
      publish(anna, "race", versions[0]),
      ask(other, "POST", "v1/boards/race/publish", bert, { version: versions[1] }),
    ]);
    expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 409]);
  } finally {
    await other.stop();
  }
});

test("what is wrong with a board is said place by place, and nothing is kept", async () => {
  const as = await who("supervisor");
  const bad = { ...HALL, colour: "red", pages: [{ layout: "grid", tiles: [{ ...tile("sales", 4), kind: "gauge" }] }] };
  const { status, body } = await ask(running, "POST", "v1/boards", as, { board: bad, id: "bad" });
  expect(status).toBe(400);
  expect(body).toMatchObject({ code: "bad_board" });
  const { errors } = body as { readonly errors: readonly Record<string, string>[] };
  expect(errors.map(({ code, path }) => [code, path])).toEqual([
    ["bad_value", "pages[0].tiles[0].kind"],
    ["unknown_field", "colour"],
  ]);
  expect(errors.every(({ fix, message }) => fix !== "" && message !== "")).toBe(true);
  expect((await get("bad", as)).status).toBe(404);
  expect((await begin(as, HALL, "No Id!")).told).toMatchObject({ code: "bad_board_id" });
  expect((await ask(running, "POST", "v1/boards", as, { board: { ...HALL, name: "x".repeat(70_000) } })).status).toBe(
    413,
  );
});

test("nobody is given, keeps or publishes a board of what he may not see", async () => {
  await published(await who("manager"), "both-queues");
  const part = await who("manager", { queues: ["sales"] });
  const { told } = await get("both-queues", part);
  expect(told.board!.pages).toEqual([{ layout: "grid", tiles: [tile("sales", 1)] }]);
  expect(told).toMatchObject({ mayEdit: false, mayPublish: false });
  expect(await save(part, "both-queues", { board: told.board, version: null })).toMatchObject({
    status: 403,
    body: { code: "beyond_scope" },
  });
  const elsewhere = await who("manager", { sites: ["gdansk"] });
  expect((await get("both-queues", elsewhere)).status).toBe(404);
  expect(await begin(elsewhere, HALL, "mine")).toMatchObject({ status: 403 });
});

test("boards of the file and those that are always there are not changed, and the file's come before equal ones", async () => {
  const as = await who("admin");
  for (const id of ["canteen", "floor", "wall"]) {
    expect(await save(as, id, { board: HALL, version: null })).toMatchObject({ body: { code: "board_fixed" } });
    const { told } = await get(id, as);
    expect(told).toMatchObject({ mayEdit: false });
    const removed = await ask(running, "DELETE", `v1/boards/${id}`, as, { version: told.version });
    expect(removed).toMatchObject({ body: { code: "board_fixed" } });
  }
  await published(as, "twice");
  const before = configured;
  configured = new Map([...before, ["twice", OF_FILE]]);
  expect((await get("twice", as)).told).toMatchObject({ board: OF_FILE, origin: "file" });
  configured = before;
});

test("a board becomes the default of a role, of one at most, until it is removed", async () => {
  const as = await who("manager");
  const version = await published(as, "ours", { ...HALL, defaultFor: ["viewer", "wall"] });
  const home = async (headers: Headers) =>
    ((await ask(running, "GET", "v1/me", headers)).body as { readonly boards: object }).boards;
  expect(await home(await who("viewer"))).toEqual({ home: "ours", wall: "ours" });
  expect(await home(as)).toEqual({ home: "floor", wall: "ours" });
  expect(await home(await who("viewer", { sites: ["gdansk"] }))).toEqual({ home: "floor", wall: "wall" });
  const { told } = await begin(as, { ...HALL, defaultFor: ["wall"] }, "second");
  const refused = await publish(as, "second", told.draft!.version);
  expect(refused).toMatchObject({ status: 409, body: { code: "board_default_taken" } });
  expect((await ask(running, "DELETE", "v1/boards/ours", as, { version: "other" })).status).toBe(409);
  expect((await ask(running, "DELETE", "v1/boards/ours", as, { version })).status).toBe(204);
  expect(await home(await who("viewer"))).toEqual({ home: "floor", wall: "wall" });
});

test("a screen is bound to a board, is told within seconds when that is another, and reads it and no other", async () => {
  const as = await who("manager");
  await published(as, "bound");
  const { id, headers } = await addScreen(running);
  const me = async () => (await ask(running, "GET", "v1/me", headers)).body;
  expect(await me()).toMatchObject({ boards: { wall: "wall" } });
  const socket = running.open(undefined, headers);
  await socket.subscribe("floor");
  await socket.send({ type: "painted", build: "b", page: 1, of: 1 });
  expect(await socket.next("screen")).toMatchObject({ board: "wall" });
  const bind = (board: string | null) => ask(running, "PATCH", `v1/screens/${id}`, as, { board });
  expect(await bind("floor")).toMatchObject({ status: 400, body: { code: "bad_board" } });
  expect(await bind("nowhere")).toMatchObject({ status: 404 });
  const answered = await bind("bound");
  expect(answered).toMatchObject({ status: 200, body: { screen: { board: "bound", shows: { name: "Hala Łąk" } } } });
  const told = await socket.next("screen");
  expect(told).toMatchObject({ board: "bound" });
  expect(await me()).toMatchObject({ boards: { wall: "bound" } });
  expect((await get("bound", headers)).told).toMatchObject({ version: told.boardVersion, draft: null });
  for (const other of ["wall", "floor", "canteen"]) expect((await get(other, headers)).status).toBe(404);
  expect((await get("bound", as)).told).toMatchObject({ screens: 1 });

  const { body } = await save(as, "bound", { board: { ...HALL, name: "New" }, version: null });
  const at = performance.now();
  await publish(as, "bound", (body as Told).draft!.version);
  const news = await socket.next("screen");
  expect(performance.now() - at).toBeLessThan(5_000);
  expect(news.boardVersion).not.toBe(told.boardVersion);
  const { version } = (await get("bound", as)).told;
  expect(await ask(running, "DELETE", "v1/boards/bound", as, { version })).toMatchObject({
    body: { code: "board_is_shown" },
  });
  await bind(null);
  expect(await socket.next("screen")).toMatchObject({ board: "wall" });
  expect((await ask(running, "DELETE", "v1/boards/bound", as, { version })).status).toBe(204);
  expect((await get("bound", as)).status).toBe(404);
});

test("what is kept of a board names format and version; a newer program's is shown to nobody, and not overwritten", async () => {
  const document = { ...HALL, version: 2, hologram: true };
  await running.embedded.accounts.put(
    { kind: "board", id: "newer", document, publishedAt: 1, publishedBy: "Anna", until: null },
    null,
  );
  const as = await who("manager");
  expect((await get("newer", as)).status).toBe(404);
  const kept = (await running.embedded.accounts.find("board", "newer"))!.account;
  expect(JSON.parse(accountText(kept))).toMatchObject({
    format: "floorwalker.account",
    document: { format: "floorwalker.board" },
  });
  await until(async () => {
    const { told } = await begin(as, HALL, "newer");
    const answer = await publish(as, "newer", (told.draft ?? (await get("newer", as)).told.draft!).version);
    return answer.status === 409;
  }, "it is known here");
});

test("where no accounts are kept, boards are those of the file, and that is said", async () => {
  const alone = await runGateway({ accounts: null, config: () => ({ ...emptyConfiguration(), boards: configured }) });
  try {
    expect((await ask(alone, "GET", "v1/boards/canteen")).body).toMatchObject({ board: OF_FILE, mayEdit: false });
    const made = await ask(alone, "POST", "v1/boards", {}, { board: HALL });
    expect(made).toMatchObject({ status: 501, body: { code: "boards_not_kept" } });
  } finally {
    await alone.stop();
  }
});

const WALL: Board = { ...DEFAULT_BOARDS.get("wall")!, defaultFor: [] };
const remove = (as: Headers, id: string, version: string | null) =>
  ask(running, "DELETE", `v1/boards/${id}`, as, { version });
const shownOn = async (screen: string, as: Headers = bearer(SHARED)) => {
  const { body } = await ask(running, "GET", "v1/screens", as);
  const { screens } = body as { readonly screens: readonly { readonly id: string; readonly shows: { id: string } }[] };
  return screens.find(({ id }) => id === screen)?.shows.id;
};

test("what desks and walls of others show is decided by who sees all that they see", async () => {
  const beyond = { status: 403, body: { code: "beyond_scope" } };
  const version = await published(await who("manager"), "everywhere", WALL);
  const ofKrakow = await who("manager", { sites: ["krakow"] });
  const ofSales = await who("manager", { queues: ["sales"] });
  for (const part of [ofKrakow, ofSales]) {
    expect((await get("everywhere", part)).told).toMatchObject({ mayEdit: false, mayPublish: false });
    expect(await save(part, "everywhere", { board: WALL, version: null })).toMatchObject(beyond);
    expect(await remove(part, "everywhere", version)).toMatchObject(beyond);
    const { status, told } = await begin(part, WALL, "anywhere");
    expect([status, told]).toMatchObject([201, { mayEdit: true, mayPublish: false }]);
    expect(await publish(part, "anywhere", told.draft!.version)).toMatchObject(beyond);
    const sited = await save(part, "anywhere", {
      board: { ...WALL, site: "krakow", defaultFor: ["viewer"] },
      version: told.draft!.version,
    });
    expect(sited.body).toMatchObject({ mayPublish: part === ofKrakow });
    const answer = await publish(part, "anywhere", (sited.body as Told).draft!.version);
    if (part === ofSales) expect(answer).toMatchObject(beyond);
    else expect((await remove(part, "anywhere", (answer.body as Told).version)).status).toBe(204);
  }
  const ofOne = { ...WALL, site: "krakow", queues: ["sales"] };
  expect((await remove(ofSales, "sales", await published(ofSales, "sales", ofOne))).status).toBe(204);
});

test("each site has its own board for walls, and no screen shows, nor its list names, one of a site that it was not paired for", async () => {
  const as = await who("manager");
  const before = configured;
  const screenOf = async (...sites: string[]) => (await addScreen(running, { scope: { sites } })).id;
  const [krakow, gdansk, lodz] = [await screenOf("krakow"), await screenOf("gdansk"), await screenOf("lodz")];
  const both = await screenOf("krakow", "gdansk");
  const shown = () => Promise.all([krakow, gdansk, lodz, both].map((screen) => shownOn(screen)));
  const ofWalls = (id: string, site: object = {}) => published(as, id, { ...WALL, ...site, defaultFor: ["wall"] });
  const version = { krakow: await ofWalls("wall-krakow", { site: "krakow" }), gdansk: "", everywhere: "" };
  expect(await shown()).toEqual(["wall-krakow", "wall", "wall", "wall-krakow"]);
  now += 1;
  version.everywhere = await ofWalls("everywhere-2");
  now += 1;
  version.gdansk = await ofWalls("wall-gdansk", { site: "gdansk" });
  // Neither is it by which is the newest.
  expect(await shown()).toEqual(["wall-krakow", "wall-gdansk", "everywhere-2", "everywhere-2"]);
  const change = (id: string, body: object) => ask(running, "PATCH", `v1/screens/${id}`, as, body);
  expect(await change(gdansk, { board: "wall-krakow" })).toMatchObject({ status: 400, body: { code: "bad_board" } });
  // Paired anew for another site, it goes on with that one's.
  expect((await change(krakow, { board: "wall-krakow" })).status).toBe(200);
  await change(krakow, { scope: { sites: ["gdansk"], queues: "all", teams: "all" } });
  expect(await shownOn(krakow, await who("manager", { sites: ["gdansk"] }))).toBe("wall-gdansk");
  await change(krakow, { board: null });

  // How many screens show a board is said of one's own, and a board that is gone keeps none from being renamed.
  const counted = async (headers: Headers) => (await get("canteen", headers)).told;
  await change(lodz, { board: "canteen" });
  expect(await counted(as)).toMatchObject({ screens: 1 });
  expect(await counted(await who("manager", { sites: ["gdansk"] }))).toMatchObject({ screens: 0 });
  configured = new Map();
  expect(await change(lodz, { name: "Canteen", board: "canteen" })).toMatchObject({
    status: 200,
    body: { screen: { name: "Canteen", shows: { id: "everywhere-2" } } },
  });
  configured = before;
  await remove(as, "everywhere-2", version.everywhere);
  for (const site of ["krakow", "gdansk"] as const) await remove(as, `wall-${site}`, version[site]);
});

test("a board that one may not see is as one that is not there, whatever is done with it", async () => {
  const all = await who("manager");
  const version = await published(all, "hidden");
  const before = configured;
  configured = new Map([...before, ["hidden-of-file", { ...WALL, site: "krakow" }]]);
  const elsewhere = await who("manager", { sites: ["gdansk"] });
  const mine = { ...WALL, site: "gdansk" };
  for (const id of ["hidden", "hidden-of-file"])
    for (const { status, body } of [
      await save(elsewhere, id, { board: mine, version: null }),
      await publish(elsewhere, id, version),
      await remove(elsewhere, id, version),
    ])
      expect([status, body]).toMatchObject([404, { code: "unknown_board" }]);
  configured = before;
});

test("what was saved while a board was published is not given up; and what is known is made anew only when something changed", async () => {
  const directory = new AccountDirectory({
    store: running.embedded.accounts,
    clock: () => now,
    logger: silentLogger,
    auditKeptMs: () => 86_400_000,
  });
  await directory.start();
  try {
    const parts = { directory, configured: () => configured, sights: ALL_SIGHTS, clock: () => now };
    const boards = new Boards(parts);
    let meanwhile = async (): Promise<unknown> => null;
    const changes = new BoardChanges({ ...parts, boards, note: async () => meanwhile().then(() => true) });
    const { version } = await changes.save(ADMIN, "busy", { document: HALL, version: null });
    meanwhile = () => changes.save(ADMIN, "busy", { document: { ...HALL, name: "Newer" }, version });
    const known = await changes.publish(ADMIN, "busy", version);
    expect([known.board.name, boards.draft(ADMIN, "busy")]).toMatchObject([
      HALL.name,
      { board: { name: "Newer" }, outdated: false },
    ]);

    const [list, canteen] = [directory.all("board"), boards.known.of("canteen")];
    await directory.change("screen", "none", () => null);
    meanwhile = async () => null;
    await changes.save(ADMIN, "other", { document: HALL, version: null });
    expect(directory.all("board")).toBe(list);
    expect(boards.known.of("canteen")).toBe(canteen);
    await changes.remove(ADMIN, "busy", known.version);
    expect(directory.all("board")).not.toBe(list);
    expect(boards.known.of("busy")).toBeNull();
  } finally {
    await directory.stop();
  }
});

test("whoever keeps more drafts than are kept for one is told so", async () => {
  const as = await who("supervisor");
  for (let count = 0; count < 20; count++) await begin(as, HALL, `many-${count}`);
  expect((await begin(as, HALL, "one-more")).told).toMatchObject({ code: "too_many_boards" });
  now += 90 * 86_400_000;
  expect((await begin(as, HALL, "one-more")).status).toBe(201);
});
