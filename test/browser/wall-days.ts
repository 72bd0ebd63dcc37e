/**
 * A television through days that pass as fast as its page can follow: pages turn, waits tick, numbers and alerts change, the gateway goes and comes once
 * a day. What it holds then, after a full collection, and how long a second takes to be painted.
 */
import type { Browser, CDPSession, Page } from "playwright-core";
import { alertRow, type Fields, floorRows, queueId, type Rows } from "./floor-rows.ts";
import { type HurriedTime, hurryTime } from "./hurried-time.ts";
import { LIVE, type ShownBoard, showBoard } from "./shown-board.ts";

export interface Held {
  readonly heapBytes: number;
  readonly nodes: number;
  readonly listeners: number;
  /** So many turns of pages passed. */
  readonly pages: number;
  /** From a second to its picture, ms, ascending; since the one before. */
  readonly frames: readonly number[];
}

export interface WallDaysOptions {
  readonly browser: Browser;
  readonly queues: number;
  /** Before the first is measured: until every page, sentence and number format was there and the code is compiled. */
  readonly warmUpSeconds: number;
  /** How much of it is in between. */
  readonly spells: number;
  readonly spellSeconds: number;
  /** After the warm-up (0) and after each spell. */
  readonly told?: (spell: number, held: Held) => void;
}

/** From one commit to the next. */
const STEP_SECONDS = 60;
/** A page of a wall without a breach. */
const PAGE_SECONDS = 12;
/** An alert fires for the first third of so long. */
const ALERT_EVERY_MS = 900_000;
/** In each step. */
const CHANGED = 4;
const RESTART_SECONDS = 60;

/** What is held after the warm-up, and after each spell. @throws when the wall does not come back, or shows another time. */
export async function wallDays(options: WallDaysOptions): Promise<readonly Held[]> {
  const { browser, queues, warmUpSeconds, spells, spellSeconds, told = () => {} } = options;
  const begin = Math.floor(Date.now() / 1_000) * 1_000;
  let now = begin;
  const rows = floorRows({ queues });
  const board = await showBoard({
    browser,
    rows,
    screen: "wall",
    width: 1920,
    height: 1080,
    stillMotion: true,
    prepare: (page) => page.addInitScript(hurryTime, begin),
    gateway: { clock: () => now },
  });
  try {
    const { page } = board;
    const devtools = await page.context().newCDPSession(page);
    let steps = 0;
    let frames: number[] = [];
    const advance = async (seconds: number): Promise<void> => {
      now += seconds * 1_000;
      frames.push(await pass(page, seconds));
    };
    const live = async (seconds: number): Promise<void> => {
      for (let passed = 0; passed < seconds; passed += STEP_SECONDS) {
        await board.commit(changedRows(rows, queues, ++steps, now));
        await advance(STEP_SECONDS);
      }
    };
    const measured = async (): Promise<Held> => {
      // Always of the same page.
      for (let tries = 0; (await page.locator(".wgrid").count()) === 0 && tries < 60; tries++) await advance(1);
      const held = {
        ...(await holds(devtools)),
        pages: Math.floor((now - begin) / 1_000 / PAGE_SECONDS),
        frames: frames.sort((a, b) => a - b),
      };
      frames = [];
      return held;
    };
    await live(warmUpSeconds - RESTART_SECONDS);
    await restart(board, advance);
    frames = [];
    const all = [await measured()];
    told(0, all[0]!);
    for (let spell = 1; spell <= spells; spell++) {
      await live(spellSeconds - RESTART_SECONDS);
      await restart(board, advance);
      all.push(await measured());
      told(spell, all.at(-1)!);
    }
    const shown = await page.evaluate(() => Date.now());
    if (shown !== now) throw new Error(`the page is at ${new Date(shown).toISOString()}, the gateway at ${now}`);
    return all;
  } finally {
    await board.close();
  }
}

const pass = (page: Page, seconds: number): Promise<number> =>
  page.evaluate((all) => (window as unknown as { hurried: HurriedTime }).hurried.advance(all), seconds);

async function restart(board: ShownBoard, advance: (seconds: number) => Promise<void>): Promise<void> {
  await board.stopGateway();
  await advance(RESTART_SECONDS / 2);
  await board.restartGateway("test");
  for (let tries = 0; (await board.page.locator(LIVE).count()) === 0; tries++) {
    if (tries > 600) throw new Error("the wall did not come back to its gateway");
    await advance(1);
  }
}

async function holds(devtools: CDPSession): Promise<Pick<Held, "heapBytes" | "nodes" | "listeners">> {
  // What finalizers let go is collected by the second one.
  for (let times = 0; times < 2; times++) await devtools.send("HeapProfiler.collectGarbage");
  const { usedSize } = await devtools.send("Runtime.getHeapUsage");
  const { nodes, jsEventListeners } = await devtools.send("Memory.getDOMCounters");
  return { heapBytes: usedSize, nodes, listeners: jsEventListeners };
}

/** What an owner would have written since: everything was heard of a moment ago, some queues are others, an alert came or went. */
function changedRows(rows: Rows, queues: number, step: number, now: number): Rows {
  const of = (key: string): Fields => rows[key]!;
  const changed: Record<string, Fields> = {
    "site:krakow": {
      ...of("site:krakow"),
      watermark: now,
      lastEventAt: now,
      waiting: step % 40,
      agentsIdle: step % 15,
    },
    "source:krakow:acd": { ...of("source:krakow:acd"), lastEventAt: now },
  };
  for (let n = 0; n < CHANGED; n++) {
    const at = (step * CHANGED + n) % queues;
    const inTime = 700 + ((step * 37 + n * 11) % 300);
    changed[queueId(at)] = {
      ...of(queueId(at)),
      lastEventAt: now,
      waiting: (step + n) % 12,
      oldestQueuedAt: now - ((step * 7 + n) % 90) * 1_000,
      "inTime.30m": inTime,
      "serviceLevelNow.30m": inTime / 1_000,
    };
  }
  const since = now - (now % ALERT_EVERY_MS);
  const fires = now - since < ALERT_EVERY_MS / 3;
  changed["alert:krakow:a:q1"] = alertRow({ since, at: now, state: fires ? "firing" : "resolved" });
  return changed;
}
