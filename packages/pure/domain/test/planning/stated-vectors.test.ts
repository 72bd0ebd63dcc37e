/** Results of Erlang's formulas as others state them (their sources are named in the reference data). */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { agentsNeeded } from "../../src/planning/agents-needed.ts";
import { outlookA } from "../../src/planning/erlang-a.ts";
import { erlangB } from "../../src/planning/erlang-b.ts";
import { outlookC } from "../../src/planning/erlang-c.ts";
import { erlangs } from "../../src/planning/load.ts";
import type { Promised } from "../../src/planning/queue-outlook.ts";

type Numbers = Readonly<Record<string, number>>;
interface Vector {
  readonly id: string;
  readonly in: Numbers;
  readonly out: Numbers & { readonly agents_for_sl_pct?: { readonly sl_pct: number; readonly agents: number } };
  readonly in_out?: readonly (Numbers & { readonly agents_range: readonly [number, number] })[];
  readonly steady_state_erlang_c_computed?: Numbers;
}

const folder = process.env.FLOORWALKER_REFERENCE_DATA ?? "";
if (folder === "" && process.env.CI === "true")
  throw new Error("FLOORWALKER_REFERENCE_DATA is not set: CI runs with it");
const read = (): Map<string, Vector> => {
  const file = JSON.parse(readFileSync(join(folder, "erlang", "stated_vectors.json"), "utf8")) as Record<
    string,
    Vector[]
  >;
  return new Map([...file.stated_by_source!, ...file.simulated_by_source!].map((vector) => [vector.id, vector]));
};
const vectors = folder === "" ? new Map<string, Vector>() : read();
const stated = test.skipIf(folder === "");
const of = (id: string): Vector => vectors.get(id)!;

const loadOf = ({ calls, interval_s, aht_s }: Numbers) => ({
  contacts: calls!,
  spanMs: interval_s! * 1000,
  handleTimeMs: aht_s! * 1000,
});
const within = (seconds: number): Promised => ({
  thresholdMs: seconds * 1000,
  shortAbandonMs: -1,
});

stated("Erlang B of one, two and ten erlangs (FLOORWALKER_REFERENCE_DATA)", () => {
  for (const id of ["pywf-B1", "pywf-B2"])
    expect(erlangB(of(id).in.intensity_erl!, of(id).in.servers!)).toBeCloseTo(of(id).out.blocking!, 12);
  const { in: given, out } = of("pywf-B3");
  expect(erlangB(given.intensity_erl!, out.raw_positions!)).toBeLessThanOrEqual(given.max_blocking!);
  expect(erlangB(given.intensity_erl!, out.raw_positions! - 1)).toBeGreaterThan(given.max_blocking!);
});

stated("Erlang C of two planning tools, and how many agents they say are needed (FLOORWALKER_REFERENCE_DATA)", () => {
  for (const id of ["pywf-1", "pywf-2"]) {
    const { in: given, out } = of(id);
    const told = outlookC(loadOf(given), out.raw_positions!)!;
    expect(told.answeredWithin(given.target_s! * 1000)).toBeCloseTo(out.service_level!, 3);
    expect(told.waits).toBeCloseTo(out.p_wait!, 3);
    expect(told.occupancy).toBeCloseTo(out.occupancy!, 3);
  }
  expect(agentsNeeded(loadOf(of("pywf-1").in), 0.8, within(19.8), null)).toBe(of("pywf-1").out.raw_positions);
  for (const id of [1, 2, 3, 4].map((number) => `pyErlang-${number}`)) {
    const { in: given, out } = of(id);
    const told = outlookC(loadOf(given), given.agents!)!;
    expect(erlangs(loadOf(given))).toBeCloseTo(out.intensity_erl!, 1);
    expect(100 * told.waits).toBeCloseTo(out.p_wait_pct!, 1);
    expect(Math.abs(told.expectedWaitMs / 1000 - out.asa_s!)).toBeLessThan(0.06);
    expect(Math.abs(100 * told.answeredWithin(given.target_s! * 1000) - out.service_level_pct!)).toBeLessThan(0.006);
    const { sl_pct, agents } = out.agents_for_sl_pct!;
    expect(agentsNeeded(loadOf(given), sl_pct / 100, within(given.target_s!), null), id).toBe(agents);
  }
  const { in: given, out } = of("jonesthenet");
  expect(agentsNeeded(loadOf(given), given.sl_target!, within(given.target_s!), null)).toBe(out.agents);
  for (const { intensity_erl, aht_s, sl, target_s, agents_range } of of("ode-c-range").in_out!) {
    const given = { contacts: intensity_erl!, spanMs: aht_s! * 1000, handleTimeMs: aht_s! * 1000 };
    const needed = agentsNeeded(given, sl!, within(target_s!), null)!;
    expect(needed).toBeGreaterThanOrEqual(agents_range[0]);
    expect(needed).toBeLessThanOrEqual(agents_range[1]);
  }
});

stated("Erlang A to the last printed digit (FLOORWALKER_REFERENCE_DATA)", () => {
  const { in: given, out } = of("pywf-A");
  const told = outlookA(loadOf(given), given.agents!, given.mean_patience_s! * 1000)!;
  expect(told.waits).toBeCloseTo(out.p_wait!, 5);
  expect(told.abandoned).toBeCloseTo(out.p_abandon!, 6);
  expect(told.occupancy).toBeCloseTo(out.occupancy!, 6);
  expect(told.expectedWaitMs / 60_000).toBeCloseTo(out.mean_wait_min!, 6);
  expect(told.answeredWithin(given.target_s! * 1000)).toBeCloseTo(out.service_level!, 6);
});

stated(
  "a simulated queue with and without abandons, by two formulas of service level (FLOORWALKER_REFERENCE_DATA)",
  () => {
    const { in: given, out, steady_state_erlang_c_computed: steady } = of("MMC");
    const load = {
      contacts: given.arrivals_per_min!,
      spanMs: 60_000,
      handleTimeMs: 60_000 / given.service_rate_per_min!,
    };
    const c = outlookC(load, given.agents!)!;
    expect(c.waits).toBeCloseTo(steady!.p_wait!, 8);
    expect(c.answeredWithin(given.target_s! * 1000)).toBeCloseTo(steady!.service_level!, 8);
    expect(c.expectedWaitMs / 60_000).toBeCloseTo(steady!.asa_min!, 8);
    expect(Math.abs(c.answeredWithin(20_000) - out.service_level!)).toBeLessThan(0.004);
    const { out: simulated } = of("MMCAb");
    const a = outlookA(load, 12, 60_000)!;
    // Each of its days starts empty, so they are a little better than a queue that has settled down.
    expect(Math.abs(a.answeredWithin(20_000) / a.answered - simulated.sl_answered_only!)).toBeLessThan(0.0015);
    const lateAbandons = a.abandoned - a.abandonedWithin(20_000);
    expect(
      Math.abs(a.answeredWithin(20_000) / (a.answered + lateAbandons) - simulated.sl_incl_late_abandons!),
    ).toBeLessThan(0.0015);
    expect(Math.abs(a.abandoned * 4.2 * 60 * 8 - simulated.abandoned_per_day!)).toBeLessThan(1.5);
  },
);
