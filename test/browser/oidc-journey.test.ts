/** By the button of a provider to its page and back to where one was; and what is said when it does not let somebody in. */
import type { OidcSettings } from "@floorwalker/runtime";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { suiteOn } from "../support/src/backends.ts";
import { findBrowser, openBrowser } from "../support/src/browser.ts";
import { CLIENT, type OidcProviderUnderTest, runOidcProvider } from "../support/src/oidc-provider.ts";
import { floorRows, tileOf } from "./floor-rows.ts";
import { LIVE, type ShownBoard, showBoard } from "./shown-board.ts";
import { addUser, signIn, TOKEN } from "./signed-in-page.ts";
import { violations } from "./violations.ts";

suiteOn([findBrowser()], "signing in at a provider", () => {
  let browser: Browser;
  let board: ShownBoard;
  let provider: OidcProviderUnderTest;
  let settings: OidcSettings | null = null;
  beforeAll(async () => {
    browser = await openBrowser();
    const elsewhere = { oidc: () => settings, secret: CLIENT.secret, publicUrl: null };
    board = await showBoard({
      browser,
      rows: floorRows({ queues: 3 }),
      token: TOKEN,
      gateway: { elsewhere },
      path: "livez",
      live: false,
      width: 1440,
      height: 900,
      stillMotion: true,
    });
    provider = await runOidcProvider({ board: board.url, people: { anna: ["floor"], carl: [] } });
    const scope = { sites: "all", queues: ["q1"], teams: "all" } as const;
    settings = {
      name: "Example",
      issuer: provider.issuer,
      clientId: CLIENT.id,
      scopes: ["openid", "profile", "groups"],
      claim: "groups",
      grants: [{ value: "floor", role: "viewer", scope }],
    };
    await addUser(board, "emil");
  });
  afterAll(async () => {
    await board.close();
    await provider.close();
    await browser.close();
  });

  test("there, back to the page that was asked for with what one may, and out of both", async () => {
    const { page } = board;
    await page.goto(`${board.url}s/krakow/floor?w=60m`);
    await page.getByRole("link", { name: "Sign in with Example" }).click();
    await page.getByLabel("Login").fill("carl");
    await page.getByRole("button", { name: "Go on" }).click();
    await page.waitForURL("**/sign-in?next=*&why=notGranted");
    expect(await page.getByTestId("provider-fault").innerText()).toContain("none of your groups may see this board");
    expect(await violations(page)).toEqual([]);
    await page.context().clearCookies();

    await page.getByRole("link", { name: "Sign in with Example" }).click();
    await page.getByLabel("Login").fill("anna");
    await page.getByRole("button", { name: "Go on" }).click();
    await page.waitForURL("**/s/krakow/floor?w=60m");
    await page.waitForSelector(LIVE);
    await page.waitForSelector(tileOf(1));
    expect(await page.locator(tileOf(0)).count()).toBe(0);
    await page.getByTestId("who").click();
    await page.getByRole("button", { name: "Sign out" }).click();
    await page.waitForURL(`${provider.issuer}/session/end*`);
    await page.goto(`${board.url}s/krakow/floor`);
    await page.waitForURL("**/sign-in?next=*");
  });

  test("while it is down the page says so, and a local user signs in", async () => {
    const { page } = board;
    await provider.down();
    settings = { ...settings! };
    await page.goto(`${board.url}s/krakow/floor`);
    await page.getByRole("link", { name: "Sign in with Example" }).click();
    await page.waitForURL("**/sign-in?next=*&why=unavailable");
    expect(await page.getByTestId("provider-fault").innerText()).toContain("Example does not answer");
    await signIn(page, "emil");
    await page.waitForURL("**/s/krakow/floor");
    await page.waitForSelector(LIVE);
  });
});
