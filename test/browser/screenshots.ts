/**
 * Pictures of every page of the board, to be looked at: `npm run screenshots`, into `screenshots/`, which git does not see. Each page in each language,
 * theme and size at least once; `--all` takes every combination, `--language`, `--theme` and `--size` some of them, `--only REGEX` some pages. On a demo
 * of its own with accounts and a television, unless `--url` names a running one (whose pages are then taken as anybody on this machine sees them).
 */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { openBrowser } from "../support/src/browser.ts";
import { startProgram } from "../support/src/program.ts";
import { BOARD_PAGES, type BoardPage } from "./board-pages.ts";

const SIZES = {
  desk: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
  wall: { width: 1920, height: 1080 },
} as const;
const LANGUAGES = ["en", "pl", "it", "zh"];
const THEMES = ["light", "dark"];
const DESKS = ["desk", "phone"];
const USER = "marta";
const PASSWORD = "a password of this demo only";
const LOADED_MS = 120_000;

interface Look {
  readonly language: string;
  readonly theme: string;
  readonly size: string;
}

const { values } = parseArgs({
  options: {
    url: { type: "string" },
    out: { type: "string", default: "screenshots" },
    only: { type: "string", default: "" },
    all: { type: "boolean", default: false },
    language: { type: "string", multiple: true },
    theme: { type: "string", multiple: true },
    size: { type: "string", multiple: true },
  },
});

/** Each language with one theme and one size, so that every pair of theme and size is there too. */
const SENSIBLE: readonly Look[] = LANGUAGES.map((language, at) => ({
  language,
  theme: THEMES[at % 2]!,
  size: DESKS[at >> 1]!,
}));
const { language = LANGUAGES, theme = THEMES, size = DESKS } = values;
const isChosen = values.all || [values.language, values.theme, values.size].some((choice) => choice !== undefined);
const looks = isChosen
  ? language.flatMap((each) =>
      theme.flatMap((colours) => size.map((room) => ({ language: each, theme: colours, size: room }))),
    )
  : SENSIBLE;
const wanted = BOARD_PAGES.filter(
  ({ name, out }) => new RegExp(values.only).test(name) && (values.url === undefined || !out),
);

const program = values.url === undefined ? await startProgram([]) : null;
const url = values.url ?? program!.url;
const browser = await openBrowser();
try {
  await mkdir(values.out, { recursive: true });
  const shown = program === null ? null : await openTelevision(browser);
  let taken = 0;
  for (const look of looks) taken += await takeAll(browser, look);
  await shown?.close();
  console.log(`${taken} pictures in ${values.out}/`);
} finally {
  await browser.close();
  await program?.stop();
}

/** An admin, and a paired television that paints as long as pictures are taken. */
async function openTelevision(of: Browser): Promise<BrowserContext> {
  const scope = { sites: "all", queues: "all", teams: "all" };
  await send(`${url}v1/users`, { id: USER, name: "Marta Kowal", role: "admin", scope, password: PASSWORD }, {});
  const television = await of.newContext({ viewport: SIZES.wall });
  const page = await television.newPage();
  await page.goto(`${url}tv`);
  const code = await page.getByTestId("code").getAttribute("data-code");
  const desk = await of.newContext();
  await signIn(await desk.newPage());
  const [cookie] = await desk.cookies();
  await send(
    `${url}v1/pairings/approve`,
    { code, name: "Hall A", scope },
    { cookie: `${cookie!.name}=${cookie!.value}` },
  );
  await desk.close();
  return television;
}

async function send(to: string, body: object, headers: Readonly<Record<string, string>>): Promise<void> {
  const answer = await fetch(to, {
    method: "POST",
    body: JSON.stringify(body),
    headers: { origin: new URL(url).origin, ...headers },
  });
  if (!answer.ok) throw new Error(`${to}: ${answer.status} ${await answer.text()}`);
}

async function signIn(page: Page): Promise<void> {
  await page.goto(`${url}sign-in`);
  await page.locator("#user").fill(USER);
  await page.locator("#password").fill(PASSWORD);
  await page.keyboard.press("Enter");
  await page.waitForSelector("[data-testid=connection][data-state=live]", { timeout: LOADED_MS });
}

async function takeAll(of: Browser, look: Look): Promise<number> {
  const contextOf = (room: keyof typeof SIZES): Promise<BrowserContext> =>
    of.newContext({
      viewport: SIZES[room],
      locale: look.language,
      colorScheme: look.theme === "dark" ? "dark" : "light",
      reducedMotion: "reduce",
    });
  const room = Object.keys(SIZES).find((known): known is keyof typeof SIZES => known === look.size);
  if (room === undefined) throw new Error(`--size ${look.size}: use one of ${Object.keys(SIZES).join(", ")}`);
  const inside = await contextOf(room);
  const outside = await contextOf(room);
  const page = await inside.newPage();
  if (program !== null) await signIn(page);
  const stranger = await outside.newPage();
  for (const of of wanted) await take(of.out ? stranger : page, of, look);
  await inside.close();
  await outside.close();
  return wanted.length;
}

async function take(page: Page, { name, path, shows, steps = [], wall }: BoardPage, look: Look): Promise<void> {
  const { language: lang, theme: colours, size: room } = look;
  const viewport = wall ? SIZES.wall : SIZES[room as keyof typeof SIZES];
  await page.setViewportSize(viewport);
  const parameters = wall ? `?theme=${colours}` : "";
  await page.goto(url + path + parameters);
  await page.waitForSelector(shows, { timeout: LOADED_MS });
  for (const [at, step] of steps.entries()) {
    if (at < steps.length - 1) await page.locator(step).first().click();
    else await page.waitForSelector(step, { timeout: LOADED_MS });
  }
  // A page that goes on asking is taken as it is then.
  await page.waitForLoadState("networkidle", { timeout: 5_000 }).catch(() => {});
  const file = `${name}-${lang}-${colours}${wall ? "" : `-${room}`}.png`;
  await page.screenshot({ path: join(values.out, file), fullPage: room === "desk" && !wall });
}
