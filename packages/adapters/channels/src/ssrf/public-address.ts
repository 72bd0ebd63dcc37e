/**
 * Where a receiver may lie that people made by REST or on a page, and not whoever installed the program: on the public internet, never on
 * this machine or in its network (SSRF). Pure: addresses are judged by their bits, also those that hide an IPv4 address. A name is judged by
 * every address it has, at the moment of connecting (`publicLookup`): it may answer otherwise later. Redirects are never followed.
 */
import { BlockList, isIP } from "node:net";

/** https://www.iana.org/assignments/iana-ipv4-special-registry: what is not reachable everywhere. */
const IPV4: readonly (readonly [string, number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
];

/** https://www.iana.org/assignments/iana-ipv6-special-registry: of the rest only global unicast is reachable. */
const GLOBAL_UNICAST = ["2000::", 3] as const;
const IPV6: readonly (readonly [string, number])[] = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
  ["5f00::", 16],
];
/** NAT64 says an IPv4 address in its last 32 bits: it is judged by that one. */
const NAT64 = ["64:ff9b::", 96] as const;

const notPublic = new BlockList();
for (const [net, bits] of IPV4) notPublic.addSubnet(net, bits, "ipv4");
for (const [net, bits] of IPV6) notPublic.addSubnet(net, bits, "ipv6");
const unicast = new BlockList();
unicast.addSubnet(...GLOBAL_UNICAST, "ipv6");
const nat64 = new BlockList();
nat64.addSubnet(...NAT64, "ipv6");

/** @param address without brackets; false for what is no address. */
export function isPublicAddress(address: string): boolean {
  const plain = address.replace(/%.*$/, "");
  switch (isIP(plain)) {
    case 4:
      return !notPublic.check(plain, "ipv4");
    case 6: {
      const mapped = mappedIPv4(plain);
      if (mapped !== null) return isPublicAddress(mapped);
      return unicast.check(plain, "ipv6") && !notPublic.check(plain, "ipv6");
    }
    default:
      return false;
  }
}

/** Null: it hides none. Written out by the parser of URLs, so that every spelling is one. */
function mappedIPv4(address: string): string | null {
  const groups = expanded(address);
  const isMapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff;
  const isCompatible = groups.slice(0, 6).every((group) => group === 0) && (groups[6] !== 0 || groups[7]! > 1);
  if (!isMapped && !isCompatible && !nat64.check(address, "ipv6")) return null;
  const [high, low] = [groups[6]!, groups[7]!];
  return [high >> 8, high & 0xff, low >> 8, low & 0xff].join(".");
}

/** Its eight groups. */
function expanded(address: string): readonly number[] {
  const written = new URL(`http://[${address}]/`).hostname.slice(1, -1);
  const [head = "", tail] = written.split("::");
  const left = head === "" ? [] : head.split(":");
  const right = tail === undefined || tail === "" ? [] : tail.split(":");
  const between = Array.from({ length: 8 - left.length - right.length }, () => "0");
  return [...left, ...between, ...right].map((group) => Number.parseInt(group, 16));
}

export type RefusedUrl = "not_http" | "has_credentials" | "not_public";

/** Null: it may be asked, as far as it says itself; a name is judged when it is connected to. */
export function refusedUrl(url: URL): RefusedUrl | null {
  if (url.protocol !== "https:" && url.protocol !== "http:") return "not_http";
  if (url.username !== "" || url.password !== "") return "has_credentials";
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0) return isPublicAddress(host) ? null : "not_public";
  // Names that are of this machine or network by definition (RFC 6761, 8375).
  return /(^|\.)(localhost|local|internal|home\.arpa)\.?$/i.test(host) || !host.includes(".") ? "not_public" : null;
}
