/**
 * How a connection to Kafka or Redis is secured. What the peer shows is always verified: there is no switch to leave it
 * out, because whoever turns it off never turns it on again.
 */
import { isIP } from "node:net";

export interface TlsSettings {
  /** PEM of the authorities that are believed; null: those that Node knows. */
  readonly ca: string | null;
  /** PEM of this client's certificate (its chain below it) and of its key; null: it shows none. */
  readonly certificate: string | null;
  readonly key: string | null;
  /** Opens the key; null: it needs none. */
  readonly keyPassword: string | null;
  /** The name that the peer's certificate must hold; null: the host that is connected to. */
  readonly serverName: string | null;
}

export interface TlsMaterial {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly passphrase?: string;
}

/** As Node's TLS names it. */
export function tlsMaterial({ ca, certificate, key, keyPassword }: TlsSettings): TlsMaterial {
  return {
    ...(ca === null ? {} : { ca }),
    ...(certificate === null ? {} : { cert: certificate }),
    ...(key === null ? {} : { key }),
    ...(keyPassword === null ? {} : { passphrase: keyPassword }),
  };
}

/** What `tls.connect` takes beside host and port. An address is no name: with one, the certificate must hold the address. */
export function tlsOptions(settings: TlsSettings, host: string): TlsMaterial & { readonly servername?: string } {
  const name = settings.serverName ?? (isIP(host) === 0 ? host : null);
  return { ...(name === null ? {} : { servername: name }), ...tlsMaterial(settings) };
}
