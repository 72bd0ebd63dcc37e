/** `floorwalker doctor`: is everything there that the program needs? It changes nothing. Ends with 1 when something failed. */
import { RECEIVER_KINDS } from "@floorwalker/channels/receivers";
import {
  chosenConfiguration,
  type Environment,
  formatProblem,
  nodeVersionProblem,
  readEnvironment,
} from "@floorwalker/runtime";
import { Command } from "commander";
import { accessFindings } from "./access-findings.ts";
import { boardFinding, dataFinding, portFinding } from "./checks-of-machine.ts";
import { type Finding, failed, ok, skipped, warning } from "./finding.ts";
import { historyFindings } from "./history-findings.ts";
import { kafkaFindings } from "./kafka-findings.ts";
import { providerFindings } from "./provider-findings.ts";
import { redisFindings } from "./redis-findings.ts";
import { stateFindings } from "./state-findings.ts";

export const doctorCommand = (): Command =>
  new Command("doctor")
    .description("check what the program needs, with a fix for each finding")
    .option("--json", "print one JSON document")
    .action(run);

async function run({ json = false }: { readonly json?: boolean }): Promise<void> {
  const findings = await examine();
  const healthy = findings.every(({ status }) => status !== "failed");
  process.stdout.write(json ? `${JSON.stringify({ ok: healthy, findings }, null, 2)}\n` : table(findings));
  process.exitCode = healthy ? 0 : 1;
}

async function examine(): Promise<Finding[]> {
  const node = nodeVersionProblem();
  const [environment, ofEnvironment] = environmentOf();
  const wanted = chosenConfiguration(environment, RECEIVER_KINDS);
  const rest = await Promise.all([
    dataFinding(environment.data),
    portFinding(environment.host, environment.port),
    boardFinding(environment.board),
    kafkaFindings(environment, wanted.ok ? wanted.configuration : null),
    redisFindings(environment),
    historyFindings(environment),
    stateFindings(environment, wanted.ok ? wanted.configuration : null),
    providerFindings(environment, wanted.ok ? wanted.configuration : null),
  ]);
  return [
    node === null ? ok("node", `Node ${process.versions.node}`) : failed("node", node, "Start it with npm or npx."),
    ...ofEnvironment,
    ...configurationFindings(environment),
    ...accessFindings(environment),
    ...rest.flat(),
  ];
}

/** With a bad environment the other checks go on with the defaults. */
function environmentOf(): readonly [Environment, readonly Finding[]] {
  const read = readEnvironment(process.env);
  const problems = read.ok ? read.unknown : read.errors;
  const name = "environment";
  const findings = problems.map(({ path, message, code, fix }) =>
    (code === "unknown_variable" ? warning : failed)(name, `${path}: ${message} [${code}]`, fix),
  );
  const variables = Object.keys(process.env).filter((each) => each.startsWith("FLOORWALKER_")).length;
  if (findings.length === 0) findings.push(ok(name, `${variables} variables of ours are set, all understood`));
  if (read.ok) return [read.environment, findings];
  const defaults = readEnvironment({});
  if (!defaults.ok) throw new Error("the defaults of the environment are not valid");
  return [defaults.environment, findings];
}

function configurationFindings(environment: Environment): readonly Finding[] {
  const { config } = environment;
  const name = "configuration";
  if (config === null)
    return [skipped(name, "none (FLOORWALKER_CONFIG is not set): every queue is accepted with defaults")];
  const result = chosenConfiguration(environment, RECEIVER_KINDS);
  if (!result.ok)
    return result.errors.map((problem) =>
      failed(name, formatProblem({ ...problem, fix: "" }, config).trim(), problem.fix),
    );
  return [
    ok(name, `${config}: ${result.configuration.sites.size} sites, ${result.configuration.receivers.size} receivers`),
  ];
}

const MARKS = { ok: "ok", warning: "warning", failed: "FAILED", unknown: "unknown", skipped: "-" } as const;

function table(findings: readonly Finding[]): string {
  const lines = findings.map(({ check, status, message, fix }) => {
    const line = `${MARKS[status].padEnd(8)} ${check.padEnd(24)} ${message}`;
    return fix === null ? line : `${line}\n${" ".repeat(34)}fix: ${fix}`;
  });
  return `${lines.join("\n")}\n`;
}
