/** The files of a TLS connection, read and held against each other before anything is connected to. */
import { createPrivateKey, type KeyObject, X509Certificate } from "node:crypto";
import type { Problem } from "../problem.ts";
import type { TlsSettings } from "../transport/tls-settings.ts";
import { missing, problemOf } from "./problems.ts";
import { readText } from "./read-file.ts";
import type { Variables } from "./variables.ts";

type Server = "KAFKA" | "REDIS" | "HISTORY";

const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** Which of the variables that only mean something over TLS are set. */
export const tlsKeysSet = (variables: Variables, server: Server): readonly string[] =>
  (["CA_FILE", "CERT_FILE", "KEY_FILE", "KEY_PASSWORD", "SERVER_NAME"] as const)
    .map((name) => `${server}_${name}` as const)
    .filter((key) => variables[key] !== undefined);

export function tlsOf(variables: Variables, server: Server, problems: Problem[]): TlsSettings {
  const [certKey, keyKey] = [`${server}_CERT_FILE`, `${server}_KEY_FILE`] as const;
  const keyPassword = variables[`${server}_KEY_PASSWORD`] ?? null;
  const ca = pemOf(`${server}_CA_FILE`, variables[`${server}_CA_FILE`], problems);
  const certificate = pemOf(certKey, variables[certKey], problems);
  if (variables[certKey] !== undefined && variables[keyKey] === undefined) problems.push(missing(keyKey, certKey));
  if (variables[keyKey] !== undefined && variables[certKey] === undefined) problems.push(missing(certKey, keyKey));
  const file = variables[keyKey];
  const key = file === undefined ? null : readText(keyKey, file, problems);
  const opened = key === null ? null : openKey(keyKey, key, keyPassword, problems);
  if (certificate !== null && opened !== null && !new X509Certificate(certificate).checkPrivateKey(opened))
    problems.push(
      problemOf(keyKey, "bad_file", "holds another certificate's key", "Name the key of this certificate."),
    );
  return { ca, certificate, key, keyPassword, serverName: variables[`${server}_SERVER_NAME`] ?? null };
}

function pemOf(key: string, file: string | undefined, problems: Problem[]): string | null {
  const text = file === undefined ? null : readText(key, file, problems);
  if (text === null) return null;
  const certificates = text.match(CERTIFICATE) ?? [];
  if (certificates.length > 0 && certificates.every(isCertificate)) return text;
  problems.push(problemOf(key, "bad_file", "names a file that holds no certificate", "It must be a PEM file."));
  return null;
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).validTo !== "";
  } catch {
    return false;
  }
}

function openKey(name: string, pem: string, keyPassword: string | null, problems: Problem[]): KeyObject | null {
  try {
    return createPrivateKey({ key: pem, ...(keyPassword === null ? {} : { passphrase: keyPassword }) });
  } catch {
    const fix = `It must be a PEM file; one with a password needs ${name.replace("_FILE", "_PASSWORD_FILE")}.`;
    problems.push(problemOf(name, "bad_file", "names a file that holds no key, or one that does not open", fix));
    return null;
  }
}
