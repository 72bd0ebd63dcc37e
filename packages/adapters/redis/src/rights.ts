/**
 * The commands that this adapter sends or runs in its scripts: exactly what a Redis user needs (`docs/connecting.md` shows
 * it as an ACL rule, and a user with these rights alone passes the store's contract suite). A right that is missing would
 * else be found by the first commit that needs it; it is asked for at the start, by the server's own judgement, and
 * nothing is run.
 */

import { ConnectionError } from "@floorwalker/runtime/transport";
import type { Redis } from "ioredis";

/** With arguments after which the server finds the key, and so judges the right to it too. `KEY` is one of ours. */
const NEEDED: readonly string[] = [
  "ping",
  "scan 0",
  "time",
  "eval return 1 KEY",
  "evalsha 0 1 KEY",
  "get KEY",
  "set KEY 1",
  "type KEY",
  "unlink KEY",
  "hget KEY f",
  "hmget KEY f",
  "hset KEY f 1",
  "hdel KEY f",
  "hsetnx KEY f 1",
  "hgetall KEY",
  "hscan KEY 0",
  "zadd KEY 1 m",
  "zrem KEY m",
  "zrevrange KEY 0 -1",
  "xadd KEY * p 1",
  "xrange KEY - +",
  "xdel KEY 1-0",
  "xinfo stream KEY",
  "spublish KEY m",
  "ssubscribe KEY",
];

/** As an ACL rule names them. Two may be missing: INFO (then less is checked) and CLIENT SETNAME (a label in CLIENT LIST). */
export const RIGHTS: readonly string[] = [...NEEDED.map(nameOf), "info", "client|setname"];

/** What the history in Redis needs beside them. */
const NEEDED_BY_HISTORY: readonly string[] = ["zrange KEY 0 -1", "zcard KEY", "hlen KEY", "pttl KEY", "pexpire KEY 1"];
export const HISTORY_RIGHTS: readonly string[] = NEEDED_BY_HISTORY.map(nameOf);

const ASK = `
local missing = {}
for index = 1, #ARGV do
  local words = {}
  for word in string.gmatch(ARGV[index], '%S+') do
    words[#words + 1] = word == 'KEY' and KEYS[1] or word
  end
  if not redis.acl_check_cmd(unpack(words)) then missing[#missing + 1] = words[1] end
end
return missing
`;

/** What `floorwalker backup` and `restore` need beside them; nothing else asks for these. */
export const BACKUP_RIGHTS: readonly string[] = ["dump", "restore", "zrange", "multi", "exec"];

function nameOf(line: string): string {
  const [command, second] = line.split(" ");
  return command === "xinfo" ? `${command}|${second}` : command!;
}

/** Null: none is missing, or the server cannot be asked (an old Valkey or a look-alike without ACL). */
export async function missingRights(
  redis: Redis,
  prefix: string,
  keepsHistory = false,
): Promise<ConnectionError | null> {
  const server = `${redis.options.host}:${redis.options.port}`;
  try {
    const missing = (await redis.call("eval", [
      ASK,
      1,
      `${prefix}:{p0}:meta`,
      ...NEEDED,
      ...(keepsHistory ? NEEDED_BY_HISTORY : []),
    ])) as string[];
    if (missing.length === 0) return null;
    const detail = `keys ${prefix}:*: ${missing.join(", ")}`;
    return new ConnectionError("redis_rights_missing", { server, detail });
  } catch (error) {
    const { message } = error as Error;
    if (!message.startsWith("NOPERM")) return null;
    return new ConnectionError("redis_rights_missing", { server, detail: message });
  }
}
