/**
 * What is kept of a customer whose site does not want him kept as he is told: HMAC-SHA-256 of site and customer, its first
 * 128 bits. The same customer of two sites is two, and without the key nobody finds him by trying names.
 */
import { createHmac } from "node:crypto";
import type { CustomerHash, Customers } from "@floorwalker/sources";
import type { ConfiguredCustomers } from "./config/customers.ts";

/** Names the form: another one would begin otherwise. */
const FORM = "h1.";
const KEPT_BYTES = 16;
/** 128 bits: of the last letter only two count. */
const HASHED = /^h1\.[A-Za-z0-9_-]{21}[AQgw]$/;

/** Undefined: no site asks for it. */
export function customersOf({ hashedAt, key }: ConfiguredCustomers): Customers | undefined {
  if (hashedAt.size === 0 || key === null) return undefined;
  return (site) => (hashedAt.has(site) ? hashWith(key, site) : null);
}

const hashWith =
  (key: string, site: string): CustomerHash =>
  (customer) => {
    if (HASHED.test(customer)) return customer;
    const digest = createHmac("sha256", key).update(`customer\0${site}\0${customer}`).digest();
    return FORM + digest.subarray(0, KEPT_BYTES).toString("base64url");
  };
