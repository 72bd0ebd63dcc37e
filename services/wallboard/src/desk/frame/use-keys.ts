/**
 * Single keys (docs/board.md). They go by what is on the page: a row is what has `data-row`, its number's explanation the link `data-explain`
 * in it, and so on; a page has keys by having those. Nobody's typing is taken for a key, and they can be switched off.
 */
import { useEffect, useRef } from "react";
import { VIEW_WINDOW, VIEW_WINDOWS } from "../../model/service-level-facts.ts";
import type { Verb } from "../../model/with-acts.ts";
import { preferences } from "../../preferences/preferences.ts";
import { type Desk, useDesk } from "../desk-context.ts";
import { navigate, withParams } from "../navigation.ts";
import { pathOf, type SitePage } from "../route.ts";
import type { Opened } from "./frame.tsx";

const GO: Readonly<Record<string, SitePage>> = {
  f: "floor",
  a: "agents",
  l: "alerts",
  g: "goals",
  y: "history",
  r: "reasons",
  o: "restatements",
  h: "health",
};
/** On the alert that has the focus, else on the one that is open. */
const ACTS: Readonly<Record<string, Verb>> = { a: "acknowledge", s: "snooze", o: "hand-over", m: "note" };
/** The second key of two comes within so long, ms. */
const SECOND_KEY_MS = 1_500;

export function useKeys(open: (what: Opened) => void): void {
  const desk = useDesk();
  const latest = useRef(desk);
  useEffect(() => {
    latest.current = desk;
  });
  useEffect(() => {
    let gAt = Number.NEGATIVE_INFINITY;
    const pressed = (event: KeyboardEvent): void => {
      if (preferences.getSnapshot().keys === "off" || isTyping(event) || document.querySelector("dialog[open]")) return;
      const second = event.timeStamp - gAt < SECOND_KEY_MS;
      gAt = Number.NEGATIVE_INFINITY;
      if (second && event.key in GO) goTo(latest.current, GO[event.key]!);
      else if (event.key === "g") gAt = event.timeStamp;
      else if (event.key === "/") open("palette");
      else if (event.key === "?") open("keys");
      else if (!onPage(event.key, latest.current)) return;
      event.preventDefault();
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, [open]);
}

const isTyping = ({ target, altKey, ctrlKey, metaKey }: KeyboardEvent): boolean =>
  altKey ||
  ctrlKey ||
  metaKey ||
  (target instanceof HTMLElement && target.matches("input, select, textarea, [contenteditable]"));

function goTo({ site }: Desk, page: SitePage): void {
  if (site !== null) navigate(pathOf({ page, site: site.site }));
}

/** False: the key means nothing here. */
function onPage(key: string, { url }: Desk): boolean {
  const window = VIEW_WINDOWS[Number(key) - 1];
  if (window !== undefined) {
    navigate(withParams(url, { w: window === VIEW_WINDOW ? null : window }), "replace");
    return true;
  }
  if (key === "Escape") {
    history.back();
    return true;
  }
  if (key === "j" || key === "k") return moveRow(key === "j" ? 1 : -1);
  if (key === "n") return press("[data-act-now] a");
  if (key === "f") return press("[data-filter]");
  if (key === "t") return press("[data-as-table]");
  if (key in ACTS) {
    const alert = document.activeElement?.closest("[data-alert]") ?? document.querySelector("main [data-alert-detail]");
    return alert !== null && press(`[data-act="${ACTS[key]!}"]`, alert);
  }
  if (key === "e") return press("[data-explain]", document.activeElement?.closest("[data-row-of]") ?? document);
  return false;
}

function moveRow(by: 1 | -1): boolean {
  const rows = [...document.querySelectorAll<HTMLElement>("main [data-row]")];
  if (rows.length === 0) return false;
  const at = rows.indexOf(document.activeElement as HTMLElement);
  const next = at === -1 ? (by === 1 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + by));
  rows[next]!.focus();
  return true;
}

function press(selector: string, within: ParentNode = document): boolean {
  const found = within.querySelector<HTMLElement>(selector);
  if (found === null) return false;
  found.focus();
  if (!found.matches("input") && selector !== "[data-act-now] a") found.click();
  return true;
}
