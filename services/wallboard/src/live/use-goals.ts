/** The goals of a site, live for as long as a page shows them. */
import type { GoalRow, Row } from "@floorwalker/protocol";
import { useMemo } from "react";
import { type Goal, goalOf, inOrder } from "../model/goal.ts";
import { useView } from "./use-view.ts";

/** Null: they are not told yet. */
export function useGoals(site: string | null): readonly Goal[] | null {
  const { rows, connection } = useView("goals", site);
  return useMemo(() => {
    const told = rows.filter((row): row is Row & GoalRow => row.kind === "goal");
    return told.length === 0 && connection !== "live" ? null : inOrder(told).map(goalOf);
  }, [rows, connection]);
}
