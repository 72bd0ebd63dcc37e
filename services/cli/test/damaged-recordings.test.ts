/** What happens to files on their way to a report must not be seen in it: rules 6 and 24. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCli, temporaryFolder } from "./run-cli.ts";

const AT = 1793610000;
const LINES = [
  `${AT}|MANAGER|ventas|Jos\u00e9 P\u00e9rez|ADDMEMBER|`,
  `${AT}|c1.1|ventas|NONE|ENTERQUEUE||600|1`,
  `${AT + 2}|c1.1|ventas|Jos\u00e9 P\u00e9rez|RINGNOANSWER|0`,
  `${AT + 2}|c1.1|ventas|Jos\u00e9 P\u00e9rez|RINGNOANSWER|0`,
  `${AT + 5}|c1.1|ventas|Jos\u00e9 P\u00e9rez|CONNECT|5|p|4`,
  `${AT + 65}|c1.1|ventas|Jos\u00e9 P\u00e9rez|COMPLETEAGENT|5|60|1`,
  `${AT + 70}|NONE|ventas|Jos\u00e9 P\u00e9rez|PAUSE|Comida`,
  `${AT + 90}|c2.1|ventas|NONE|ENTERQUEUE||601|1`,
  `${AT + 99}|c2.1|ventas|NONE|ABANDON|1|1|9`,
  `${AT + 130}|NONE|ventas|Jos\u00e9 P\u00e9rez|UNPAUSE|`,
];

interface Report {
  readonly read: Readonly<Record<string, number>>;
  readonly mended: Readonly<Record<string, number>>;
  readonly total: {
    readonly queues: { readonly ventas: { readonly call: { readonly kpis: { readonly notAnswered: number } } } };
  };
}

async function reportOf(bytes: Uint8Array, ...more: readonly string[]): Promise<Report> {
  const file = join(temporaryFolder(), "queue_log");
  writeFileSync(file, bytes);
  const run = await runCli(["replay", file, "--source", "asterisk-queue-log", ...more, "--json"]);
  expect(run).toMatchObject({ status: 0, stderr: "" });
  return JSON.parse(run.stdout) as Report;
}

const text = (end: string, lines = LINES): string => lines.map((line) => line + end).join("");

test("marks, line ends, holes, other encodings and a copy behind it change no number of a report", {
  timeout: 120_000,
}, async () => {
  const { read, mended, ...clean } = await reportOf(Buffer.from(text("\n")));
  expect([read, mended]).toMatchObject([{ lines: 10, accepted: 10 }, {}]);
  expect(clean.total.queues.ventas.call.kpis.notAnswered).toBe(2);
  const holes = LINES.map((line, index) => (index % 3 === 0 ? `\0\0${line}\t` : line));
  for (const [what, bytes, counted] of [
    ["marked, with carriage returns", Buffer.from(`\ufeff${text("\r\n")}`), {}],
    ["Windows-1252", Buffer.from(text("\n"), "latin1"), { other_encoding: 7 }],
    ["with holes", Buffer.from(text("\n", holes)), { nul_cut: 4, control_cut: 4 }],
    ["with a copy behind it", Buffer.from(text("\n") + text("\n")), {}],
    ["without its last line end", Buffer.from(text("\n").trimEnd()), {}],
  ] as const) {
    const { read: _, mended: told, ...report } = await reportOf(bytes);
    expect(report, what).toEqual(clean);
    expect(told, what).toEqual(counted);
  }
});
