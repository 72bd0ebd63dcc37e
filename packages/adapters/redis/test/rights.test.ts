import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { BACKUP_RIGHTS, HISTORY_RIGHTS, RIGHTS } from "../src/index.ts";

const PACKAGE = join(import.meta.dirname, "..");
const rightOf = (command: string): string => (command === "xinfo" ? "xinfo|stream" : command);

test("the rights asked for at the start are those of the scripts and of the commands beside them, no more and no less", () => {
  const used = new Set(["info", "client|setname", "eval", "evalsha"]);
  for (const file of globSync("src/lua/*.lua", { cwd: PACKAGE }))
    for (const [, command] of readFileSync(join(PACKAGE, file), "utf8").matchAll(/redis\.p?call\('(\w+)'/g))
      used.add(rightOf(command!.toLowerCase()));
  // A connection's other methods are no commands, or need no right (QUIT), or are not needed (CONFIG).
  const others = new Set([
    "connect",
    "disconnect",
    "on",
    "off",
    "quit",
    "call",
    "callBuffer",
    "sendCommand",
    "config",
    "acl_check_cmd",
  ]);
  for (const file of globSync("src/*.ts", { cwd: PACKAGE }))
    for (const [, method] of readFileSync(join(PACKAGE, file), "utf8").matchAll(
      /(?:redis|connection|transaction)\.(\w+)\(/g,
    ))
      if (!others.has(method!) && method !== "removeAllListeners") used.add(method!.replace(/Buffer$/, ""));
  expect([...used].toSorted()).toEqual([...new Set([...RIGHTS, ...HISTORY_RIGHTS, ...BACKUP_RIGHTS])].toSorted());
});

test("the rule in the documentation is these rights", () => {
  const page = readFileSync(join(PACKAGE, "../../../docs/connecting.md"), "utf8");
  expect(page).toContain(HISTORY_RIGHTS.map((right) => `+${right}`).join(" "));
  expect(page).toContain(BACKUP_RIGHTS.map((right) => `+${right}`).join(" "));
  const rule = /ACL SETUSER floorwalker[^\n]* -@all ([^\n]*)/.exec(page)?.[1];
  expect(rule?.split(" ")).toEqual(RIGHTS.map((right) => `+${right}`));
});
