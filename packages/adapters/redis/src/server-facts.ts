/** What a server says of itself in INFO, and what of it is no ground to build on. */

import { ConnectionError } from "@floorwalker/runtime/transport";

export interface ServerFacts {
  /** Null, here and below: the server does not say. */
  readonly version: string | null;
  readonly maxmemoryPolicy: string | null;
  readonly appendOnly: boolean | null;
  readonly role: string | null;
  readonly cluster: boolean | null;
}

const OLDEST_VERSION = 7;

/** `info`: its text; null when the user may not ask. */
export function readFacts(info: string | null): ServerFacts {
  const said = (name: string): string | null =>
    new RegExp(`^${name}:([^\\r\\n]+)`, "m").exec(info ?? "")?.[1]?.trim() ?? null;
  const flag = (name: string): boolean | null => (said(name) === null ? null : said(name) === "1");
  return {
    version: said("valkey_version") ?? said("redis_version"),
    maxmemoryPolicy: said("maxmemory_policy"),
    appendOnly: flag("aof_enabled"),
    role: said("role"),
    cluster: flag("cluster_enabled"),
  };
}

/**
 * Null: it will do. Every policy but `noeviction` is refused, also while `maxmemory` is 0 or only keys with an expiry may
 * go: a limit can be set at any time, and this is asked once.
 */
export function refusalOf({ version, maxmemoryPolicy, role, cluster }: ServerFacts, server: string) {
  if (version !== null && Number.parseInt(version, 10) < OLDEST_VERSION)
    return new ConnectionError("redis_too_old", { server, detail: `version ${version}` });
  if (cluster === true) return new ConnectionError("redis_is_cluster", { server });
  if (role === "slave") return new ConnectionError("redis_is_replica", { server });
  if (maxmemoryPolicy !== null && maxmemoryPolicy !== "noeviction")
    return new ConnectionError("redis_may_evict", { server, detail: `maxmemory-policy ${maxmemoryPolicy}` });
  return null;
}
