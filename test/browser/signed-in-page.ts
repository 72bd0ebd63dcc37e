/** Users of a shown board, and how one of them signs in on a page of his own. */
import type { Role } from "@floorwalker/domain";
import type { Browser, Page } from "playwright-core";
import { LIVE, type ShownBoard } from "./shown-board.ts";

export const TOKEN = "a-shared-token-of-some-length";
export const PASSWORD = "correct horse battery";
export const ALL = { sites: "all", queues: "all", teams: "all" } as const;
const ADMIN = { authorization: `Bearer ${TOKEN}` };

export async function addUser(
  board: ShownBoard,
  id: string,
  role: Role = "viewer",
  scope: object = ALL,
  headers: Readonly<Record<string, string>> = ADMIN,
): Promise<void> {
  const body = JSON.stringify({ id, name: `${id} kowal`, role, scope, password: PASSWORD });
  const answer = await fetch(`${board.url}v1/users`, { method: "POST", headers, body });
  if (answer.status !== 201) throw new Error(await answer.text());
}

export const changeUser = (board: ShownBoard, id: string, change: object): Promise<Response> =>
  fetch(`${board.url}v1/users/${id}`, { method: "PATCH", headers: ADMIN, body: JSON.stringify(change) });

export async function signIn(page: Page, user: string, password = PASSWORD): Promise<void> {
  await page.locator("#user").fill(user);
  await page.locator("#password").fill(password);
  await page.keyboard.press("Enter");
}

export interface SignedInPage {
  readonly page: Page;
  /** Everything that its sockets were told, in one text. */
  told(): string;
  close(): Promise<void>;
}

/** In a browser profile of his own. */
export async function openAs(
  { browser, board }: { readonly browser: Browser; readonly board: ShownBoard },
  user: string,
  path: string,
  password = PASSWORD,
): Promise<SignedInPage> {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    reducedMotion: "reduce",
    bypassCSP: true,
  });
  const page = await context.newPage();
  const frames: string[] = [];
  page.on("websocket", (socket) => socket.on("framereceived", ({ payload }) => frames.push(String(payload))));
  await page.goto(board.url + path);
  await page.waitForSelector("#user");
  await signIn(page, user, password);
  await page.waitForSelector(LIVE);
  return { page, told: () => frames.join("\n"), close: () => context.close() };
}
