/**
 * `npm run mutations [-- PART OF A GUARD]`: takes out the guards of `mutations.ts` one at a time, in a copy of this work tree, and runs the
 * test that each names. Ends with 1 when one stays green: then nobody would notice if that guard went.
 */
import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { MUTATIONS, type Mutation } from "./mutations.ts";

const ROOT = join(import.meta.dirname, "../../..");
const OWN_PACKAGES = "@floorwalker";
const LONGEST_MS = 180_000;

interface TestReport {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

const wanted = MUTATIONS.filter(({ guard }) => guard.includes(process.argv[2] ?? ""));
const copy = mkdtempSync(join(tmpdir(), "floorwalker-mutations-"));
let survived = 0;
try {
  copyTree();
  console.log("| guard taken out | invariant | test | result |\n|---|---|---|---|");
  for (const mutation of wanted) {
    const { guard, invariant, test } = mutation;
    const result = judge(mutation);
    if (result !== "red") survived++;
    console.log(`| ${guard} | ${invariant} | ${test.name} | ${result} |`);
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
console.log(`\n${wanted.length} guards taken out, ${wanted.length - survived} seen`);
process.exitCode = survived === 0 ? 0 : 1;

/** Green with the guard and red without it, or what it is instead. */
function judge({ file, from, to, test }: Mutation): string {
  const path = join(copy, file);
  const sound = readFileSync(path, "utf8");
  const before = outcomes(test);
  if (before.length === 0 || before.some((status) => status !== "passed"))
    return `the test does not pass with the guard (${before.join(", ") || "not found"})`;
  writeFileSync(
    path,
    sound.replace(from, () => to),
  );
  try {
    return outcomes(test).includes("failed") ? "red" : "STAYED GREEN";
  } finally {
    writeFileSync(path, sound);
  }
}

/** Of every test of that name (a suite may run twice). */
function outcomes({ project, file, name }: Mutation["test"]): string[] {
  const report = join(copy, "report.json");
  rmSync(report, { force: true });
  const pattern = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const asked = ["run", "--project", project, file, "-t", pattern, "--reporter=json", `--outputFile=${report}`];
  spawnSync(join(copy, "node_modules/.bin/vitest"), asked, { cwd: copy, stdio: "ignore", timeout: LONGEST_MS });
  const { testResults } = JSON.parse(readFileSync(report, "utf8")) as TestReport;
  return testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ fullName, status }) => fullName.includes(name) && status !== "skipped" && status !== "pending")
    .map(({ status }) => status);
}

/** What git knows and what is new; packages from the registry are shared, our own point into the copy. */
function copyTree(): void {
  const list = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "-z"], { cwd: ROOT, encoding: "utf8" });
  for (const file of list.split("\0").filter((name) => name !== "" && existsSync(join(ROOT, name)))) {
    mkdirSync(dirname(join(copy, file)), { recursive: true });
    cpSync(join(ROOT, file), join(copy, file));
  }
  mkdirSync(join(copy, "node_modules"));
  for (const name of readdirSync(join(ROOT, "node_modules"))) {
    const [source, target] = [join(ROOT, "node_modules", name), join(copy, "node_modules", name)];
    if (name === OWN_PACKAGES) cpSync(source, target, { recursive: true, verbatimSymlinks: true });
    else symlinkSync(source, target);
  }
}
