/**
 * Holds every answer that a gateway under test gives to `fetch` against what its route says of itself: a field that nobody described, a
 * status or a code that nobody named fails the test that asked.
 */
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { openApi } from "../src/api/open-api.ts";
import type { Gateway } from "../src/index.ts";

/** Longer answers are of tests about their length. */
const LONGEST = 200_000;
/** Of one route and status: tests that ask thousands of times would wait for it. */
const MOST = 50;
const DOCUMENT = "api";

interface Checked {
  readonly paths: readonly { readonly path: string; readonly matches: RegExp }[];
  readonly methods: (path: string) => readonly string[];
  readonly validator: (path: string, method: string, status: number) => ValidateFunction | "undescribed" | null;
}

const byRoutes = new Map<string, Checked>();
const seen = new Map<string, number>();
const gateways = new Map<string, Gateway>();
const plainFetch = globalThis.fetch;

/** Until it stops. */
export function checkAnswers(gateway: Gateway): void {
  gateways.set(`127.0.0.1:${gateway.port}`, gateway);
  globalThis.fetch = async (...asked) => {
    const answer = await plainFetch(...asked);
    const request = new Request(...asked);
    const url = new URL(request.url);
    const known = gateways.get(url.host);
    if (known !== undefined) await check(known, request.method, url.pathname, answer);
    return answer;
  };
}

async function check({ routes }: Gateway, asked: string, pathname: string, answer: Response): Promise<void> {
  const { paths, methods, validator } = checkedOf(routes);
  const method = asked === "HEAD" ? "get" : asked.toLowerCase();
  const path = paths.find((each) => each.matches.test(pathname) && methods(each.path).includes(method))?.path;
  // What matches no route has no description.
  if (path === undefined || answer.status === 401) return;
  const what = `${asked} ${path} answered ${answer.status}`;
  const times = seen.get(what) ?? 0;
  if (times >= MOST) return;
  seen.set(what, times + 1);
  const validate = validator(path, method, answer.status);
  if (validate === "undescribed") throw new Error(`${what}: its shape does not say so`);
  const isJson = answer.headers.get("content-type")?.startsWith("application/json") === true;
  if (validate === null || !isJson || asked === "HEAD") return;
  const text = await answer.clone().text();
  if (text.length > LONGEST) return;
  if (validate(JSON.parse(text))) return;
  const [first] = validate.errors ?? [];
  throw new Error(`${what}: ${JSON.stringify(first)} in ${text.slice(0, 2_000)}`);
}

function checkedOf(routes: Gateway["routes"]): Checked {
  const key = routes.map(({ method, url }) => `${method} ${url}`).join();
  let checked = byRoutes.get(key);
  if (checked === undefined) {
    checked = make(routes);
    byRoutes.set(key, checked);
  }
  return checked;
}

function make(routes: Gateway["routes"]): Checked {
  const document = openApi(routes, { version: "0", closed: true });
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(document, DOCUMENT);
  type Described = {
    readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, object>> }>>;
  };
  const operations = document.paths as Readonly<Record<string, Readonly<Record<string, Described>>>>;
  const made = new Map<string, ValidateFunction>();
  const matches = (path: string): RegExp =>
    new RegExp(
      `^${path
        .replace(/[.]/g, "\\$&")
        .replace(/\{\w+\}$/, ".+")
        .replace(/\{\w+\}/g, "[^/]+")}$`,
    );
  return {
    paths: Object.keys(operations)
      .filter((path) => path !== "/{page}")
      .map((path) => ({ path, matches: matches(path) })),
    methods: (path) => Object.keys(operations[path] ?? {}),
    validator(path, method, status) {
      const response = operations[path]![method]!.responses[status];
      if (response === undefined) return "undescribed";
      if (response.content?.["application/json"] === undefined) return null;
      const pointer = ["paths", path, method, "responses", String(status), "content", "application/json", "schema"]
        .map((part) => encodeURIComponent(part.replaceAll("~", "~0").replaceAll("/", "~1")))
        .join("/");
      const validate = made.get(pointer) ?? ajv.compile({ $ref: `${DOCUMENT}#/${pointer}` });
      made.set(pointer, validate);
      return validate;
    },
  };
}
