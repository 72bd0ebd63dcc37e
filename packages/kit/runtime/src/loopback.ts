/** An address or name that only this machine can reach. */
export const isLoopback = (host: string): boolean => /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);

/**
 * True when a `Host` header names this machine. A server that loopback alone protects asks it: a web page may reach
 * 127.0.0.1 by a name of its own.
 */
export const namesLoopback = (hostHeader: string | undefined): boolean =>
  isLoopback(URL.parse(`http://${hostHeader ?? ""}`)?.hostname ?? "");
