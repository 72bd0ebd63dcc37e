/** A result for people (standard output) and for machines (a JSON file), with the machine and how busy it was. */
import { writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import type { BenchResult, BenchRow } from "./bench.ts";
import { yardstick } from "./yardstick.ts";

/** @returns false when the run is void. */
export function publish(name: string, result: BenchResult, out: string | undefined): boolean {
  const file = out ?? join(tmpdir(), `floorwalker-bench-${name}.json`);
  const machine = { cpu: cpus()[0]?.model ?? "unknown", cores: cpus().length, node: process.version, load: loadavg() };
  const yard = yardstick();
  const isVoid = result.faults.length > 0;
  writeFileSync(
    file,
    `${JSON.stringify({ name, void: isVoid, machine, yardstickMicros: yard, ...result }, null, 2)}\n`,
  );
  const lines = [
    "",
    `${name}: ${machine.cpu}, ${machine.cores} cores, Node ${machine.node}, load ${machine.load.map((n) => n.toFixed(2)).join(" ")}`,
    `yardstick: JSON.parse of one event ${yard.toFixed(2)} µs`,
    "",
    ...table(result.rows),
    "",
    ...result.notes,
    ...result.faults.map((fault) => `VOID: ${fault}`),
    `written to ${file}`,
    "",
  ];
  process.stdout.write(lines.join("\n"));
  return !isVoid;
}

function table(rows: readonly BenchRow[]): string[] {
  const names = Object.keys(rows[0] ?? {});
  const cells = [names, ...rows.map((row) => names.map((name) => shown(row[name] ?? null)))];
  const widths = names.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)));
  return cells.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join("  "),
  );
}

function shown(value: string | number | null): string {
  if (value === null) return "-";
  if (typeof value === "string") return value;
  return Number.isInteger(value) ? value.toLocaleString("en") : value.toFixed(Math.abs(value) < 100 ? 2 : 0);
}
