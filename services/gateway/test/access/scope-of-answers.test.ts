/**
 * Whatever is asked, of whatever route, by whatever role and scope: no answer and no frame names a site, queue, team, agent or contact
 * that is beyond them. What may be named is said here anew, by the ids alone.
 */
import type { AccessScope, Role } from "@floorwalker/domain";
import { sampleInterval } from "@floorwalker/ports/contract";
import { VIEWS } from "@floorwalker/protocol";
import { emptyConfiguration } from "@floorwalker/runtime";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RunningGateway, runGateway, until } from "../running-gateway.ts";
import { StoredFloor } from "../stored-floor.ts";
import {
  ASKING,
  BOARDS,
  cellsOf,
  eventsOf,
  idsIn,
  mayBeNamed,
  NOW,
  QUARTER,
  SCOPES,
  SITES,
  siteOf,
  T0,
} from "./scoped-floor.ts";
import { addToken, ask, SHARED } from "./signed-in.ts";

let running: RunningGateway;
beforeAll(async () => {
  const sites = new Map(SITES.map((id) => [id as string, siteOf(id)]));
  running = await runGateway({
    token: SHARED,
    clock: () => NOW,
    config: () => ({ ...emptyConfiguration(), sites, boards: BOARDS }),
  });
  for (const site of SITES) {
    await new StoredFloor(running.embedded.store, siteOf(site)).commit(eventsOf(site), NOW);
    const intervals = cellsOf(site).flatMap((cell) =>
      [0, 1].map((restated) =>
        sampleInterval({ cell, site, from: T0 - 4 * QUARTER, restated }, { offered: 4 + restated, answered: 3 }),
      ),
    );
    await running.embedded.history.put(intervals, NOW);
  }
  await until(async () => {
    const answer = await running.get("v1/views/floor", { authorization: `Bearer ${SHARED}` });
    const text = await answer.text();
    return text.includes("s1-q1") && text.includes("s2-q1");
  }, "the rows");
});
afterAll(() => running.stop());

const NAMES = ["", "*", "s1-q1", "s1-q2", "s2-q1", "s1-t1", "s1-t2", "s2-t1", "s1-a1", "s1-a2", "s2-a1", "nobody"];

/** Whatever the routes read: what one does not know it says, and that must give nothing away either. */
function queries(): string[] {
  const asked = ["", "region=land", "department=nobody", "site=nobody", "channel=call"];
  for (const site of ["", "site=s1", "site=s2"])
    for (const name of ["queue", "team", "agent"])
      for (const id of NAMES)
        asked.push([site, id === "" ? "" : `${name}=${id}`].filter((part) => part !== "").join("&"));
  for (const site of SITES) {
    asked.push(`site=${site}&queue=${site}-q1&agent=${site}-a2`, `site=${site}&queue=*&agent=*`);
    asked.push(`site=${site}&queue=s1-q1&queue=s1-q2`, `site=${site}&team=s1-t1&team=s1-t2`);
  }
  return [...new Set(asked)];
}

const MORE: Readonly<Record<string, string>> = {
  "/v1/explain": "kpi=answered&window=day",
  "/v1/history": "from=2026-11-29T07:00:00Z&to=2026-11-29T10:00:00Z",
  "/v1/history.csv": "from=2026-11-29T07:00:00Z&to=2026-11-29T10:00:00Z",
  "/v1/restatements": "from=2026-11-29T00:00:00Z",
  "/v1/restatements.csv": "from=2026-11-29T00:00:00Z",
};
/** Of one role, so that an answer's own words are no exception. */
const LEFT_OUT = ["/metrics", "/v1/live", "/v1/me", "/v1/audit", "/v1/tokens", "/v1/users"];

test.each(ASKING)(
  "no answer to a %s names what is beyond his scope, and he is told something of what is in it",
  async (role) => {
    const urls = running.gateway.routes.flatMap(({ method, url, needs }) =>
      method === "GET" && needs !== "open" && !LEFT_OUT.includes(url)
        ? url.includes(":view")
          ? VIEWS.map((view) => url.replace(":view", view))
          : url.includes(":id")
            ? [...BOARDS.keys()].map((id) => url.replace(":id", id))
            : [url]
        : [],
    );
    expect(urls.length).toBeGreaterThan(15);
    const beyond: string[] = [];
    for (const scope of SCOPES) {
      const { headers } = await addToken(running, role, scope);
      const named = new Set<string>();
      // Boards are not asked by a question.
      for (const url of urls)
        for (const query of url.startsWith("/v1/boards") ? [""] : queries()) {
          const answer = await running.get(`${url.slice(1)}?${query}&${MORE[url] ?? ""}`, headers);
          const text = await answer.text();
          for (const id of idsIn(text)) {
            named.add(id);
            // What was asked for may be repeated in a refusal.
            if (!mayBeNamed(id, role, scope) && (answer.status < 400 || !`${url}?${query}`.includes(id)))
              beyond.push(`${JSON.stringify(scope)} ${url}?${query} ${answer.status}: ${id} in ${text.slice(0, 120)}`);
          }
        }
      const possible = SITES.flatMap((site) => [site, ...["q1", "t1", "a1", "q1-c1"].map((part) => `${site}-${part}`)]);
      for (const id of possible) if (mayBeNamed(id, role, scope)) expect(named, JSON.stringify(scope)).toContain(id);
    }
    expect(beyond.slice(0, 20)).toEqual([]);
  },
  240_000,
);

/** Of each kind one that is there, which a scope may leave out, and one that is nowhere. */
const THERE_AND_NOT = [
  ["queue", "s1-q2", "s1-q9"],
  ["team", "s1-t2", "s1-t9"],
  ["agent", "s1-a2", "s1-a9"],
  ["department", "of-t2", "of-t9"],
  ["reason", "invoice", "weather"],
  ["survey", "nps", "mood"],
  ["region", "land", "moon"],
] as const;

test("a name that is beyond the scope is refused in the same words whether there is one or not", async () => {
  const urls = ["explain", "contacts", "history", "history.csv", "report", "planning", "views/queues"];
  const refusals: string[] = [];
  for (const scope of SCOPES) {
    const { headers } = await addToken(running, "supervisor", scope);
    const told = async (url: string, kind: string, name: string): Promise<readonly [number, string]> => {
      const site = kind === "region" ? "" : "&site=s1";
      const more = MORE[`/v1/${url}`] ?? (url === "report" ? "day=2026-11-28" : "");
      const answer = await running.get(`v1/${url}?${kind}=${name}${site}&${more}`, headers);
      return [answer.status, (await answer.text()).replaceAll(name, "NAME")];
    };
    for (const url of urls)
      for (const [kind, there, nowhere] of THERE_AND_NOT) {
        if (there.startsWith("s1-") && mayBeNamed(there, "supervisor", scope)) continue;
        const [status, text] = await told(url, kind, there);
        const { code } = status < 400 ? { code: "" } : (JSON.parse(text) as { readonly code: string });
        if (!["beyond_scope", "unknown_site", "unknown_region", `unknown_${kind}`].includes(code)) continue;
        // It is the region of a site that he sees.
        if (kind === "region" && code === "beyond_scope") continue;
        refusals.push(code);
        expect([scope, url, kind, ...(await told(url, kind, nowhere))]).toEqual([scope, url, kind, status, text]);
      }
  }
  expect(refusals.length).toBeGreaterThan(50);
}, 60_000);

/** Nothing was then: a rule is judged, and not rehearsed. */
const NEVER = "2027-01-01T00:00:00Z";
/** Whoever sends something is told what is wrong with it. */
const RULES: readonly object[] = [
  ...["s1-q2", "s2-q1", "?"].map((queue) => ({ kpi: "waiting", queue, channel: "call", above: 0, clear: 0 })),
  ...["s1-t2", "?"].map((team) => ({ kpi: "agentsIdle", team, above: 0, clear: 0 })),
  ...["?", "s2-q8", "s1-q8"].map((department) => ({ kpi: "waiting", department, above: 0, clear: 0 })),
  ...["s1-t2", "s1-t1", "?"].map((team) => ({ budget: "abandonRate", team, burnAbove: 2 })),
  ...["s1-q2", "?", undefined].map((queue) => ({ contact: "escalated", queue })),
  ...["s1-t2", "?"].map((team) => ({ agent: "paused", longerThan: "1m", team })),
];
function sent(url: string): object[] {
  const scope = { sites: ["s1", "s2"], queues: "all", teams: ["s2-t1"] };
  if (url === "/v1/rules/rehearse")
    return ["s1", "nobody"].flatMap((site) =>
      RULES.map((rule) => ({ site, from: NEVER, rule: { id: "tried", severity: "warning", ...rule } })),
    );
  if (url.startsWith("/v1/boards"))
    return [...BOARDS.values()].flatMap((board) => [
      { board: { ...board, queues: ["?"] } },
      { board, version: "none" },
    ]);
  if (url.includes("screens") || url.includes("pairings"))
    return [{ name: "n", scope, code: "BCDFGH", board: "hall-s2" }];
  return [{}];
}

test("no answer to what a manager sends names what is beyond his scope, but for what he sent himself", async () => {
  const beyond: string[] = [];
  const sends = running.gateway.routes.filter(
    ({ method, needs }) => !["GET", "HEAD"].includes(method) && needs !== "open" && needs !== "metrics",
  );
  for (const scope of [SCOPES[1]!, SCOPES[2]!, SCOPES[4]!]) {
    const { headers } = await addToken(running, "manager", scope);
    for (const { method, url } of sends)
      for (const id of url.includes("boards") ? [...BOARDS.keys()] : ["none"])
        for (const body of sent(url)) {
          const path = url.replace(/:\w+/g, id).slice(1);
          const { body: answered, status } = await ask(running, method, path, headers, body);
          for (const named of idsIn(JSON.stringify(answered)))
            if (!mayBeNamed(named, "manager", scope) && !`${path} ${JSON.stringify(body)}`.includes(named))
              beyond.push(`${JSON.stringify(scope)} ${method} ${path} ${JSON.stringify(body)} ${status}: ${named}`);
        }
  }
  expect(beyond.slice(0, 20)).toEqual([]);
}, 240_000);

test("of a department and a target that he does not see a rule hears the same whether there is one or not", async () => {
  for (const scope of [SCOPES[2]!, SCOPES[3]!, SCOPES[4]!, SCOPES[5]!]) {
    const { headers } = await addToken(running, "manager", scope);
    const told = async (of: object, name: string): Promise<string> => {
      const body = { site: "s1", from: NEVER, rule: { id: "tried", severity: "warning", ...of } };
      const answer = await ask(running, "POST", "v1/rules/rehearse", headers, body);
      return `${answer.status} ${JSON.stringify(answer.body).replaceAll(name, "NAME")}`;
    };
    const ofDepartment = (department: string) => told({ kpi: "waiting", department, above: 0, clear: 0 }, department);
    expect(await ofDepartment("s1-q8")).toContain("beyond_scope");
    expect(await ofDepartment("s1-q8")).toBe(await ofDepartment("s1-q7"));
    if (mayBeNamed("s1-t2", "manager", scope)) continue;
    const ofTeam = (team: string) => told({ budget: "abandonRate", team, burnAbove: 2 }, team);
    expect(await ofTeam("s1-t2")).toBe(await ofTeam("s1-t9"));
  }
});

test("no frame of any view names what is beyond the scope of who opened the socket", async () => {
  const look = async (role: Role, scope: AccessScope): Promise<void> => {
    const { headers } = await addToken(running, role, scope);
    const socket = running.open(undefined, headers);
    for (const view of VIEWS) await socket.send({ type: "subscribe", view });
    // Nobody hears of what he does not see, nor that it is gone.
    await running.commit(0, { [`queue:s2:s2-q2-${role}:call`]: { kind: "queue", site: "s2", queue: "s2-q2" } });
    await running.commit(0, { [`queue:s2:s2-q2-${role}:call`]: null });
    await socket.next("heartbeat");
    const text = JSON.stringify(socket.heard);
    expect(text).toContain("snapshot");
    for (const id of idsIn(text))
      expect(mayBeNamed(id, role, scope), `${role} ${JSON.stringify(scope)} ${id}`).toBe(true);
    socket.socket.terminate();
  };
  for (const role of ASKING) await Promise.all(SCOPES.map((scope) => look(role, scope)));
}, 120_000);

test("events are taken of sites that whoever sends them may see whole", async () => {
  const event = (site: string, id: string) => ({
    specversion: "1.0",
    id,
    source: "/acd",
    type: "cc.contact.queued",
    time: new Date(NOW).toISOString(),
    site,
    channel: "call",
    contact: id,
    queue: `${site}-q1`,
  });
  const send = async (scope: Partial<AccessScope>): Promise<unknown> => {
    const { headers } = await addToken(running, "admin", scope);
    const body = JSON.stringify([event("s1", "one"), event("s2", "two")]);
    return (await fetch(`${running.gateway.url}v1/events`, { method: "POST", headers, body })).json();
  };
  expect(await send({})).toEqual({ accepted: 2 });
  expect(await send({ sites: ["s1"] })).toMatchObject({ code: "beyond_scope" });
  expect((await running.embedded.log.bounds("cc.events.v1")).reduce((sum, { high }) => sum + high, 0)).toBe(1);
});
