/**
 * The image without a Docker engine: the COPY and RUN lines of the Dockerfile are carried out in an empty folder, and what
 * comes out is started by its ENTRYPOINT and asked by its HEALTHCHECK.
 */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freePort, startChild } from "../support/src/child.ts";

const ROOT = join(import.meta.dirname, "../..");
const STEP_MS = 120_000;
const dockerfile = readFileSync(join(ROOT, "infra/docker/Dockerfile"), "utf8");
const [build = [], image = []] = stages(dockerfile);
const allowed = readFileSync(join(ROOT, ".dockerignore"), "utf8").split("\n");
const folder = mkdtempSync(join(tmpdir(), "floorwalker-image-"));
const app = join(folder, "app");

/** Node 24 first, as in the base image, and nothing that belongs to this checkout or to this run. */
const environment: Record<string, string> = {
  ...(Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_(ENV|OPTIONS|PATH)$|VITEST|FLOORWALKER_)/i.test(name)),
  ) as Record<string, string>),
  npm_config_prefer_offline: "true",
  PATH: [dirname(process.execPath), ...(process.env.PATH ?? "").split(delimiter).filter(outside)].join(delimiter),
};

function outside(path: string): boolean {
  return !path.includes("node_modules");
}

beforeAll(() => {
  mkdirSync(app);
  for (const [name, parameters] of build)
    if (name === "COPY") copy(parameters);
    else if (name === "RUN") {
      const { status, output } = run(["sh", "-c", parameters]);
      expect(status, `${parameters}\n${output}`).toBe(0);
    }
}, 3 * STEP_MS);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the image", () => {
  it("has the Node that package.json pins, in both stages", () => {
    const { devDependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as {
      devDependencies: { node: string };
    };
    const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, base]) => base);
    expect(bases).toEqual(Array(2).fill(`node:${devDependencies.node}-bookworm-slim`));
  });

  it("runs nothing that was not run here, and not as root", () => {
    expect(build.filter(([name]) => name === "RUN").length).toBeGreaterThan(1);
    expect(build.filter(([name, step]) => name === "RUN" && /(^|\s)\//.test(step))).toEqual([]);
    expect(image.filter(([name]) => name === "RUN")).toEqual([]);
    expect(image.filter(([name]) => name === "COPY").every(([, step]) => step.startsWith("--from=build"))).toBe(true);
    expect(image).toContainEqual(["USER", "node"]);
  });

  it("leaves the tools and the tests behind and keeps the built board", () => {
    for (const tool of ["typescript", "vitest", "vite", "node"])
      expect(existsSync(join(app, "node_modules", tool)), tool).toBe(false);
    expect(existsSync(join(app, "services/wallboard/dist/index.html"))).toBe(true);
    expect(existsSync(join(app, "packages/pure/domain/test"))).toBe(false);
  });

  it("says what it can do when it is given no command", () => {
    const started = run([process.execPath, ...entrypoint(), ...list("CMD")]);
    expect(started).toMatchObject({ status: 0, output: expect.stringContaining("dev") });
  });

  it("each service starts and names what it lacks", () => {
    for (const service of ["ingest", "aggregator", "gateway", "notifier", "historian", "simulator"]) {
      const started = run([process.execPath, ...entrypoint(), `services/${service}/src/main.ts`]);
      expect(started.status, `${service}: ${started.output}`).toBeGreaterThan(0);
      expect(started.output, service).toContain("FLOORWALKER_");
    }
  });

  it("serves the board, and its health check sees it come and go", async () => {
    const port = await freePort();
    const serving = { ...environment, FLOORWALKER_PORT: String(port), FLOORWALKER_DATA: join(app, "data") };
    const check = () => run(list("HEALTHCHECK"), serving);
    expect(check()).toMatchObject({ status: 1, output: expect.stringContaining("nothing answers") });
    const command = ["env", "-C", app, process.execPath, ...entrypoint(), "services/cli/src/main.ts", "dev"];
    const child = await startChild({ command: [...command, "--no-simulate"], environment: serving }, port);
    try {
      await expect.poll(() => check().status, { timeout: 20_000, interval: 200 }).toBe(0);
      const page = await fetch(`http://127.0.0.1:${port}/`);
      expect(page.status).toBe(200);
      expect(await page.text()).toContain("<script");
    } finally {
      await child.stop();
    }
    expect(check().status).toBe(1);
  });
});

/** `COPY a b ./`: into the folder, as the build context has it. */
function copy(parameters: string): void {
  const paths = parameters.split(/\s+/);
  const target = paths.pop()!;
  for (const path of paths) {
    expect(
      allowed.some((line) => line.startsWith("!") && `${path}/`.startsWith(`${line.slice(1)}/`)),
      `.dockerignore keeps ${path}`,
    ).toBe(true);
    const to = target.endsWith("/") ? join(app, target, basename(path)) : join(app, target);
    cpSync(join(ROOT, path), to, { recursive: true, filter: (source) => statSync(source).isFile() || !left(source) });
  }
}

/** Folders of any depth that `.dockerignore` leaves out. */
function left(source: string): boolean {
  return allowed.includes(`**/${basename(source)}`);
}

function run(
  command: readonly string[],
  env = environment,
): { readonly status: number | null; readonly output: string } {
  const { status, stdout, stderr, error } = spawnSync(command[0]!, command.slice(1), {
    cwd: app,
    env,
    encoding: "utf8",
    timeout: STEP_MS,
  });
  return { status, output: `${stdout}${stderr}${error?.message ?? ""}`.slice(-4_000) };
}

const entrypoint = (): string[] => list("ENTRYPOINT").slice(1);

/** The JSON list of an instruction of the second stage. */
function list(wanted: string): string[] {
  const parameters = image.find(([name]) => name === wanted)?.[1] ?? "";
  return JSON.parse(parameters.slice(parameters.indexOf("["))) as string[];
}

/** Instructions of each stage; a line that ends in a backslash goes on. */
function stages(text: string): (readonly [name: string, parameters: string])[][] {
  const found: (readonly [string, string])[][] = [];
  for (const line of text.replaceAll("\\\n", " ").split("\n")) {
    const [, name, parameters] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    if (name === "FROM") found.push([]);
    else if (name !== undefined) found.at(-1)?.push([name, parameters!]);
  }
  return found;
}
