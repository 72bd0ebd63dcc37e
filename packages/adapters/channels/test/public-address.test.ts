import type { LookupAddress } from "node:dns";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HttpPost } from "../src/http-post.ts";
import { isPublicAddress, publicLookup, refusedUrl } from "../src/index.ts";

describe("an address", () => {
  test.each([
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd12:3456:789a::1",
    "ff02::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "0:0:0:0:0:ffff:a9fe:a9fe",
    "::127.0.0.1",
    "64:ff9b::10.0.0.1",
    "no address",
    "",
  ])("of this machine or network is not public: %s", (address) => expect(isPublicAddress(address)).toBe(false));

  test.each([
    "93.184.216.34",
    "172.32.0.1",
    "192.167.1.1",
    "2606:2800:220:1::1",
    "::ffff:93.184.216.34",
    "64:ff9b::5db8:d822",
  ])("that anybody can reach is: %s", (address) => expect(isPublicAddress(address)).toBe(true));

  test("is judged alike in every form that hides an IPv4 address", () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const [a, b, c, d] = address.split(".").map(Number) as [number, number, number, number];
        const hex = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
        for (const form of [`::ffff:${address}`, `::ffff:${hex}`, `0000:0:0:0:0:FFFF:${hex}`, `64:ff9b::${hex}`])
          expect([form, isPublicAddress(form)]).toEqual([form, isPublicAddress(address)]);
      }),
    );
  });
});

describe("a URL", () => {
  test.each([
    ["http://localhost/", "not_public"],
    ["https://redis/", "not_public"],
    ["https://printer.local/", "not_public"],
    ["http://metadata.google.internal/", "not_public"],
    ["http://127.1/", "not_public"],
    ["http://2130706433/", "not_public"],
    ["http://0x7f.1/", "not_public"],
    ["http://[::1]:8080/", "not_public"],
    ["http://[::ffff:10.0.0.1]/", "not_public"],
    ["https://user:secret@hooks.example.com/", "has_credentials"],
    ["file:///etc/passwd", "not_http"],
    ["gopher://hooks.example.com/", "not_http"],
    ["https://hooks.example.com/T1", null],
    ["http://93.184.216.34/", null],
  ] as const)("%s: %s", (url, refused) => expect(refusedUrl(new URL(url))).toBe(refused));
});

describe("a name", () => {
  const names =
    (...addresses: string[]) =>
    (_host: string, _options: unknown, done: (error: null, found: LookupAddress[]) => void) =>
      done(
        null,
        addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
      );
  const found = (addresses: string[], all: boolean) =>
    new Promise<unknown>((resolve) =>
      publicLookup(names(...addresses))("hooks.example.com", { all }, (error, address) =>
        resolve(error?.code ?? address),
      ),
    );

  test("all of whose addresses are public is connected to by what was judged", async () => {
    expect(await found(["93.184.216.34"], false)).toBe("93.184.216.34");
    expect(await found(["93.184.216.34", "2606:2800:220:1::1"], true)).toEqual([
      { address: "93.184.216.34", family: 4 },
      { address: "2606:2800:220:1::1", family: 6 },
    ]);
  });

  test.each([[["10.0.0.1"]], [["93.184.216.34", "127.0.0.1"]], [["::ffff:127.0.0.1"]], [[]]])(
    "that answers %j is refused",
    async (addresses) => {
      expect(await found(addresses, true)).toBe("ENOTPUBLIC");
      expect(await found(addresses, false)).toBe("ENOTPUBLIC");
    },
  );

  test("that leads to this machine is never asked anything, though its URL looks like any other", async () => {
    const post = new HttpPost({ lookup: publicLookup(names("127.0.0.1")) });
    const told = await post.send({ url: new URL("http://hooks.example.com:9/"), body: "{}" });
    expect(told).toEqual({ result: "retry", reason: "ENOTPUBLIC" });
    post.close();
  });
});
