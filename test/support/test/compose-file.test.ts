/**
 * No Docker engine is asked: the compose file is held against the Compose specification's own schema, and against what
 * the program, the repository and the other files say.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readEnvironment } from "@floorwalker/runtime";
import { Ajv } from "ajv";
import composeSchema from "docker-compose/schema/compose-spec.json" with { type: "json" };
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { KAFKA_IMAGE, POSTGRES_IMAGE, REDIS_IMAGE } from "../src/docker.ts";

interface Service {
  readonly image: string;
  readonly build?: object;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly healthcheck?: object;
  readonly mem_limit?: string;
  readonly profiles?: readonly string[];
  readonly depends_on?: readonly string[] | Readonly<Record<string, object>>;
}

const DRAFT_7 = "http://json-schema.org/draft-07/schema#";
const ROOT = join(import.meta.dirname, "../../..");
const text = readFileSync(join(ROOT, "docker-compose.yml"), "utf8");
const GIVEN: Readonly<Record<string, string>> = { FLOORWALKER_TOKEN: "a token of 16 or more" };
// Compose fills in after it has parsed: an empty value stays a string.
const fillIn = (_: unknown, value: unknown) => (typeof value === "string" ? interpolate(value, GIVEN) : value);
const compose = parse(text, fillIn, { merge: true }) as {
  readonly services: Readonly<Record<string, Service>>;
  readonly volumes: Readonly<Record<string, null>>;
};
const services = Object.entries(compose.services);
const ours = services.filter(([, { build }]) => build !== undefined);

describe("docker-compose.yml", () => {
  it("is a valid file of the Compose specification", () => {
    // Its `$schema` is draft 7's id with https, which Ajv knows with http only.
    const validate = new Ajv({ strict: false, validateFormats: false }).compile({
      ...composeSchema,
      $schema: DRAFT_7,
    });
    expect(validate(compose), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ services: { redis: { image: "redis", port: 1 } } }), "the schema refuses something").toBe(false);
  });

  it("runs the whole product without a profile", () => {
    const plain = services.filter(([, { profiles }]) => profiles === undefined).map(([name]) => name);
    expect(plain.sort()).toEqual([
      "aggregator",
      "gateway",
      "historian",
      "ingest",
      "kafka",
      "notifier",
      "postgres",
      "redis",
    ]);
    expect(compose.services.simulator?.profiles).toEqual(["demo"]);
    for (const name of ["prometheus", "grafana"]) expect(compose.services[name]?.profiles).toEqual(["observability"]);
  });

  it.each(ours)("%s starts a file of this repository with variables that the program knows", (_, service) => {
    expect(existsSync(join(ROOT, service.command?.[0] ?? "none"))).toBe(true);
    const read = readEnvironment(service.environment ?? {});
    expect(read, JSON.stringify(read)).toMatchObject({ ok: true, unknown: [] });
  });

  it("asks its user only for variables that the program knows, and says what to do without a token", () => {
    const names = [...text.matchAll(/\$\{(\w+)/g)].map(([, name]) => name!);
    expect(names).toContain("FLOORWALKER_TOKEN");
    const values: Record<string, string> = {
      ...GIVEN,
      FLOORWALKER_PORT: "4747",
      FLOORWALKER_LOG_LEVEL: "info",
      FLOORWALKER_TRUSTED_PROXIES: "10.0.0.0/24",
    };
    // The file is the other place of the same secret.
    const asked = Object.fromEntries(
      names.filter((name) => name !== "FLOORWALKER_TOKEN_FILE").map((name) => [name, values[name] ?? "x"]),
    );
    expect(readEnvironment(asked)).toMatchObject({ ok: true, unknown: [] });
    expect(names.every((name) => name.startsWith("FLOORWALKER_"))).toBe(true);
    expect(() => interpolate(text, {})).toThrow("FLOORWALKER_TOKEN is not set. Write one");
  });

  it("publishes on loopback only, and what it publishes of ours demands a token", () => {
    for (const [name, { ports = [], build, environment }] of services) {
      for (const port of ports) expect(port, name).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
      if (ports.length > 0 && build !== undefined) expect(environment?.FLOORWALKER_TOKEN, name).toBeTruthy();
    }
    const inFile = { FLOORWALKER_TOKEN: "", FLOORWALKER_TOKEN_FILE: "./token" };
    const { gateway } = (parse(interpolate(text, inFile), { merge: true }) as typeof compose).services;
    expect(gateway).toMatchObject({
      secrets: ["token"],
      environment: { FLOORWALKER_TOKEN_FILE: "/run/secrets/token" },
    });
    expect(compose.services.gateway?.ports).toHaveLength(1);
  });

  it("mounts files that exist and volumes that are declared", () => {
    for (const [name, { volumes = [] }] of services)
      for (const source of volumes.map((volume) => volume.split(":")[0]!))
        if (source.startsWith("./")) expect(existsSync(join(ROOT, source)), `${name}: ${source}`).toBe(true);
        else expect(Object.keys(compose.volumes), name).toContain(source);
  });

  it("pins every image of others, the ones the tests use", () => {
    for (const [name, { image, build }] of services)
      if (build === undefined) expect(image, name).toMatch(name === "postgres" ? /:\d+\.\d+$/ : /:v?\d+\.\d+\.\d+$/);
    expect(compose.services.kafka?.image).toBe(KAFKA_IMAGE);
    expect(compose.services.redis?.image).toBe(REDIS_IMAGE);
    expect(compose.services.postgres?.image).toBe(POSTGRES_IMAGE);
    expect(readFileSync(join(ROOT, "infra/kafka/pom.xml"), "utf8")).toContain(
      `<kafka.version>${KAFKA_IMAGE.split(":")[1]}</kafka.version>`,
    );
  });

  it("waits for services that can say that they are well", () => {
    for (const [name, { depends_on = {} }] of services)
      for (const [on, condition] of Object.entries(depends_on).filter(([, value]) => typeof value === "object")) {
        expect(condition, name).toEqual({ condition: "service_healthy" });
        const target = compose.services[on];
        expect(target?.healthcheck ?? target?.build, `${name} waits for ${on}`).toBeDefined();
      }
  });

  it.each(services)("%s has no capability and cannot gain one, and bounds for its memory and its log", (_, service) => {
    expect(service).toMatchObject({ cap_drop: ["ALL"], security_opt: ["no-new-privileges:true"] });
    expect(service).toMatchObject({
      mem_limit: expect.stringMatching(/^\d+[mg]$/),
      logging: { driver: "json-file", options: { "max-size": "10m", "max-file": "5" } },
    });
  });

  it("gives Redis a memory that ends before its container's does", () => {
    const { command = [], mem_limit } = compose.services.redis!;
    const maxmemory = command[command.indexOf("--maxmemory") + 1];
    expect([maxmemory, mem_limit]).toEqual(["640mb", "1g"]);
  });
});

/** As Compose does it: `${NAME:-default}`, `${NAME:+instead}` and `${NAME?message}`. */
function interpolate(source: string, given: Readonly<Record<string, string>>): string {
  return source.replaceAll(/\$\{(\w+)(:-|:\+|\?)([^}]*)\}/g, (_, name: string, kind: string, rest: string) => {
    const value = given[name];
    if (kind === ":+") return value ? rest : "";
    if (kind === "?" && value === undefined) throw new Error(`${name} ${rest}`);
    return value || (kind === ":-" ? rest : "");
  });
}
