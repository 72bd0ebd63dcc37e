/** A gateway of another build came: the page loads itself anew, between two pages, so that nobody sees it in the middle of one. */
import { useEffect, useRef } from "react";
import type { Connection } from "../live/live-source.ts";

export function useNewBuild(build: string | null, connection: Connection, turnedAt: number, pages: number): void {
  const loaded = useRef<string | null>(null);
  const turned = useRef(turnedAt);
  useEffect(() => {
    const isBoundary = pages === 1 || turnedAt !== turned.current;
    turned.current = turnedAt;
    if (build === null) return;
    loaded.current ??= build;
    if (build !== loaded.current && connection === "live" && isBoundary) location.reload();
  }, [build, connection, turnedAt, pages]);
}
