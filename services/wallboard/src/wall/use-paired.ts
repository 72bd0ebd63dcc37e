/**
 * A paired screen tells that it paints, and does what it is told: it loads itself anew, and shows its name for a while. It tells so only after the
 * browser has painted a frame, so that a page that stands still is not taken for a living one.
 */
import { useEffect, useRef, useSyncExternalStore } from "react";
import type { connectView } from "../live/connect-view.ts";
import type { Connection } from "../live/live-source.ts";
import { screenToken } from "../live/screen-token.ts";
import type { Told } from "./told.ts";
import type { Turns } from "./use-turns.ts";

const PAINTED_EVERY_MS = 10_000;
const NAME_SHOWN_MS = 20_000;

export interface PairedParts {
  readonly source: Pick<ReturnType<typeof connectView>, "painted">;
  readonly told: Told;
  readonly connection: Connection;
  /** The gateway's; the first is the one that this page was loaded from. */
  readonly build: string | null;
  readonly turns: Pick<Turns, "number" | "of">;
  /** Server time, epoch ms. */
  readonly now: number;
}

/** The name to be shown now; null: none. */
export function usePaired({ source, told, connection, build, turns, now }: PairedParts): string | null {
  const message = useSyncExternalStore(told.subscribe, told.getSnapshot);
  const loaded = useRef<string | null>(null);
  const page = useRef({ page: 1, of: 1 });
  const firstReload = useRef<number | null | undefined>(undefined);
  useEffect(() => {
    loaded.current ??= build;
    page.current = { page: turns.number, of: turns.of };
  });
  const isLive = connection === "live" && screenToken() !== null;
  useEffect(() => {
    if (!isLive) return;
    let frame = 0;
    const tell = (): void => {
      frame = requestAnimationFrame(() => source.painted({ build: loaded.current ?? "", ...page.current }));
    };
    tell();
    const timer = setInterval(tell, PAINTED_EVERY_MS);
    return () => {
      clearInterval(timer);
      cancelAnimationFrame(frame);
    };
  }, [isLive, source]);
  useEffect(() => {
    if (message === null) return;
    if (firstReload.current === undefined) firstReload.current = message.reloadAt;
    else if (message.reloadAt !== firstReload.current) location.reload();
  }, [message]);
  if (message?.identifyAt == null) return null;
  return Math.abs(now - message.identifyAt) < NAME_SHOWN_MS ? message.name : null;
}
