import { expect, test } from "vitest";
import { readFacts, refusalOf } from "../src/server-facts.ts";

const SOUND =
  "redis_version:7.2.4\r\nmaxmemory_policy:noeviction\r\naof_enabled:1\r\nrole:master\r\ncluster_enabled:0\r\n";
const refusal = (info: string | null) => refusalOf(readFacts(info), "redis:6379");

test("a sound server, and one that says nothing, will do", () => {
  expect(refusal(SOUND)).toBeNull();
  expect(refusal(SOUND.replace("redis_version:7.2.4", "redis_version:7.2.4\r\nvalkey_version:8.1.0"))).toBeNull();
  expect(refusal(null)).toBeNull();
  expect(refusal("")).toBeNull();
});

test.each([
  ["redis_version:7.2.4", "redis_version:6.2.14", "redis_too_old", "version 6.2.14"],
  ["redis_version:7.2.4", "redis_version:5.0.9", "redis_too_old", "version 5.0.9"],
  ["noeviction", "allkeys-lru", "redis_may_evict", "allkeys-lru"],
  ["noeviction", "volatile-lru", "redis_may_evict", "volatile-lru"],
  ["role:master", "role:slave", "redis_is_replica", "primary"],
  ["cluster_enabled:0", "cluster_enabled:1", "redis_is_cluster", "cluster-enabled no"],
])("one with %s as %s is refused as %s", (sound, unsound, code, said) => {
  const found = refusal(SOUND.replace(sound, unsound));
  expect(found).toMatchObject({ code });
  expect(found?.message).toContain(said);
});
