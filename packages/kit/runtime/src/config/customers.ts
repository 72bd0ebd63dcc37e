/** Of which sites customers are not kept as sources tell them, and the key that they are hashed with. */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { type Entry, type Finding, list, type Path } from "./finding.ts";
import { keyFindings } from "./key-findings.ts";

export interface ConfiguredCustomers {
  readonly hashedAt: ReadonlySet<string>;
  /** Null: none is needed. */
  readonly key: string | null;
}

export const CUSTOMERS_AS_TOLD: ConfiguredCustomers = { hashedAt: new Set(), key: null };

export const customersSchema = z.strictObject({ keyFile: z.string().optional() }).optional();
/** Of a site. */
export const customerSchema = z.enum(["told", "hashed"]).default("told");

type CustomersFile = z.output<typeof customersSchema>;

export const assembleCustomers = (
  file: CustomersFile,
  sites: readonly { readonly id: string; readonly customer: "told" | "hashed" }[],
): ConfiguredCustomers => ({
  hashedAt: new Set(sites.flatMap(({ id, customer }) => (customer === "hashed" ? id : []))),
  key: file?.keyFile === undefined ? null : readFileSync(file.keyFile, "utf8").trim(),
});

export const customerKeyFiles = (file: CustomersFile): readonly string[] =>
  file?.keyFile === undefined ? [] : [file.keyFile];

export function customerFindings(raw: unknown): Finding[] {
  const { customers } = (raw ?? {}) as { readonly customers?: Entry | null };
  const file = customers?.keyFile;
  const path: Path = ["customers", "keyFile"];
  if (file !== undefined) return keyFindings(file, path);
  return list(raw, "sites").flatMap((site, index): Finding[] =>
    site.customer === "hashed"
      ? [
          {
            path: ["sites", index, "customer"],
            code: "missing_key",
            message: "customers cannot be hashed without a key",
            fix: "Make one with: openssl rand -base64 32 > FILE, and name it to every service: customers: { keyFile: FILE }",
          },
        ]
      : [],
  );
}
