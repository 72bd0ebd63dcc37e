import { expect, test } from "vitest";
import { ConnectionError, networkReason, tlsFault } from "../src/transport/index.ts";

const failure = (code: string, message = "it failed") => Object.assign(new Error(message), { code });

test.each([
  ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "unknown_ca"],
  ["DEPTH_ZERO_SELF_SIGNED_CERT", "unknown_ca"],
  ["SELF_SIGNED_CERT_IN_CHAIN", "unknown_ca"],
  ["ERR_TLS_CERT_ALTNAME_INVALID", "wrong_host_name"],
  ["CERT_HAS_EXPIRED", "certificate_expired"],
  ["ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE", "client_certificate"],
  ["ERR_SSL_SSL/TLS_ALERT_BAD_CERTIFICATE", "client_certificate"],
  ["ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED", "client_certificate"],
  ["ERR_SSL_TLSV1_ALERT_UNKNOWN_CA", "client_certificate"],
  ["ERR_SSL_WRONG_VERSION_NUMBER", "no_tls"],
  ["ECONNRESET", null],
])("%s is %s, also below other errors", (code, fault) => {
  expect(tlsFault(failure(code))).toBe(fault);
  expect(tlsFault(new Error("outer", { cause: new Error("middle", { cause: failure(code) }) }))).toBe(fault);
});

test("the network's own word is found below what a client made of it", () => {
  expect(networkReason(new Error("retries exceeded", { cause: failure("ECONNREFUSED") }))).toBe("ECONNREFUSED");
  expect(networkReason(new Error("outer", { cause: new Error("Connection timeout") }))).toBe("Connection timeout");
  expect(networkReason(undefined)).toBe("no reason given");
});

test("an error says what, and after it the fix; whether starting again helps is its own", () => {
  const error = new ConnectionError("kafka_unreachable", { server: "b:1", detail: "ECONNREFUSED" });
  expect(error.message).toBe(`kafka_unreachable: no answer from b:1 (ECONNREFUSED). ${error.fix}`);
  expect(error.restartHelps).toBe(true);
  expect(new ConnectionError("kafka_login_refused", { server: "b:1" }).restartHelps).toBe(false);
});
