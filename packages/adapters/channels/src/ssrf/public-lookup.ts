/**
 * How a name becomes addresses where only public ones may be asked: all it has are judged, and one that is not public refuses the name, so
 * that no answer of a DNS server leads into our network. What is connected to is what was judged: it is asked once.
 */
import type { LookupAddress } from "node:dns";
import { lookup as system } from "node:dns";
import type { LookupFunction } from "node:net";
import { isPublicAddress } from "./public-address.ts";

type Resolve = (
  host: string,
  options: { readonly all: true },
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** `resolve`: absent, the system's. */
export const publicLookup =
  (resolve: Resolve = system): LookupFunction =>
  (host, { all }, done) =>
    resolve(host, { all: true }, (error, addresses) => {
      const refused =
        error ??
        (addresses.length > 0 && addresses.every(({ address }) => isPublicAddress(address))
          ? null
          : Object.assign(new Error("not a public address"), { code: "ENOTPUBLIC" }));
      const [first] = addresses ?? [];
      if (refused !== null || first === undefined) done(refused, "", 0);
      else if (all === true) done(null, addresses);
      else done(null, first.address, first.family);
    });
