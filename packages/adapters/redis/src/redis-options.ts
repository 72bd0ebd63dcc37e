/** An address as ioredis takes it. */

import { type TlsMaterial, type TlsSettings, tlsOptions } from "@floorwalker/runtime/transport";

export interface RedisAccess {
  /** redis://[user:password@]host:port[/database], rediss:// for TLS. */
  readonly url: string;
  /** Win over the URL's. Null or absent: the URL's, else `default` and no login. */
  readonly user?: string | null;
  readonly password?: string | null;
  /** Of rediss://; null or absent: the authorities that Node knows, and no certificate of ours. */
  readonly tls?: TlsSettings | null;
}

interface ConnectTo {
  readonly host: string;
  readonly port: number;
  readonly db: number;
  readonly username?: string;
  readonly password?: string;
  readonly tls?: TlsMaterial & { readonly servername?: string };
}

const DEFAULT_PORT = 6379;
const NO_SETTINGS: TlsSettings = { ca: null, certificate: null, key: null, keyPassword: null, serverName: null };

export function redisOptions({ url: given, user, password, tls }: RedisAccess): ConnectTo {
  const url = new URL(given);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const username = user ?? decodeURIComponent(url.username);
  const secret = password ?? decodeURIComponent(url.password);
  return {
    host,
    port: url.port === "" ? DEFAULT_PORT : Number(url.port),
    db: Number(url.pathname.slice(1)),
    ...(username === "" ? {} : { username }),
    ...(secret === "" ? {} : { password: secret }),
    ...(url.protocol === "rediss:" ? { tls: tlsOptions(tls ?? NO_SETTINGS, host) } : {}),
  };
}
