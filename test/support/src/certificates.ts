/** Authorities and certificates for tests, made by openssl in a folder of the test: one day long, on loopback only. */

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface Certificate {
  /** PEM files; `both` holds key and certificate, as Kafka reads them. */
  readonly certificate: string;
  readonly key: string;
  readonly both: string;
}

export interface Authority {
  readonly ca: string;
  /** Signs one for 127.0.0.1 and localhost. */
  issue(name: string): Certificate;
}

const KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
const NAMES = "subjectAltName=DNS:localhost,IP:127.0.0.1";

/** Throws when this machine has no openssl. */
export function newAuthority(folder: string, name: string): Authority {
  const at = (file: string): string => join(folder, `${name}-${file}`);
  const openssl = (...parameters: string[]): void =>
    void execFileSync("openssl", parameters, { stdio: ["ignore", "pipe", "pipe"] });
  const [ca, caKey] = [at("ca.pem"), at("ca.key")];
  openssl("req", "-x509", ...KEY, "-days", "1", "-subj", `/CN=${name}`, "-keyout", caKey, "-out", ca);
  return {
    ca,
    issue(subject) {
      const [certificate, key, request, both] = ["pem", "key", "csr", "both.pem"].map((end) => at(`${subject}.${end}`));
      openssl("req", ...KEY, "-subj", `/CN=${subject}`, "-addext", NAMES, "-keyout", key!, "-out", request!);
      const sign = ["x509", "-req", "-in", request!, "-CA", ca, "-CAkey", caKey, "-CAcreateserial"];
      openssl(...sign, "-days", "1", "-copy_extensions", "copy", "-out", certificate!);
      writeFileSync(both!, readFileSync(key!, "utf8") + readFileSync(certificate!, "utf8"));
      return { certificate: certificate!, key: key!, both: both! };
    },
  };
}
