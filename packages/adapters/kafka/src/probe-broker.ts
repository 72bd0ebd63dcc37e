/**
 * Asks a broker one thing before kafkajs connects: a SASL handshake (Kafka protocol, key 17). Its answer, or the way in
 * which none comes, tells apart what kafkajs calls "connection closed" for all of them: TLS against a plain listener and
 * the other way round, a login that is missing or not wanted, another mechanism. Who says nothing clear is no refusal.
 */

import { connect as connectPlain, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import {
  ConnectionError,
  type ConnectionErrorCode,
  type KafkaLogin,
  speaksTls,
  type TlsSettings,
  tlsFault,
  tlsOptions,
  tlsRefusal,
} from "@floorwalker/runtime/transport";

export interface BrokerAccess {
  readonly tls: TlsSettings | null;
  readonly login: KafkaLogin | null;
}

/** Mechanisms that the listener offers; null: it takes no login. */
type Offer = readonly string[] | null;

type Answer =
  | { readonly kind: "offer"; readonly offer: Offer }
  | { readonly kind: "tls" }
  | { readonly kind: "error"; readonly error: unknown; readonly secured: boolean }
  | { readonly kind: "nothing"; readonly secured: boolean };

const WITHIN_MS = 3_000;
const ILLEGAL_SASL_STATE = 34;
const UNSUPPORTED_MECHANISM = 33;

/** Why it will not do, however often it is asked; null: nothing stands against connecting. */
export async function refusalOf(broker: string, access: BrokerAccess): Promise<ConnectionError | null> {
  const refused = (code: ConnectionErrorCode, detail?: string) => new ConnectionError(code, { server: broker, detail });
  const { tls, login } = access;
  const answer = await ask(broker, access);
  switch (answer.kind) {
    case "tls":
      return refused("kafka_tls_required");
    case "offer": {
      const { offer } = answer;
      if (offer === null) return login === null ? null : refused("kafka_login_unwanted");
      const offers = `it offers ${offer.map((name) => name.toLowerCase()).join(", ")}`;
      if (login === null) return refused("kafka_login_required", offers);
      return offer.includes(login.mechanism.toUpperCase()) ? null : refused("kafka_mechanism_unknown", offers);
    }
    case "error":
    case "nothing": {
      const [host, port] = hostAndPort(broker);
      if (tls === null)
        return answer.kind === "nothing" && (await speaksTls(host, port)) ? refused("kafka_tls_required") : null;
      const error = answer.kind === "error" ? answer.error : null;
      const fault = tlsFault(error);
      if (fault !== null) return refused(`kafka_${fault}`, fault === "wrong_host_name" ? namesIn(error) : undefined);
      const plain = answer.secured ? null : await ask(broker, { tls: null, login });
      if (plain?.kind === "offer") return refused("kafka_no_tls");
      const unsaid = await tlsRefusal({ ...tlsOptions(tls, host), host, port });
      return unsaid === null ? null : refused(`kafka_${unsaid}`);
    }
  }
}

function ask(broker: string, { tls, login }: BrokerAccess): Promise<Answer> {
  const [host, port] = hostAndPort(broker);
  return new Promise((resolve) => {
    let secured = false;
    let received = Buffer.alloc(0);
    const socket: Socket =
      tls === null ? connectPlain({ host, port }) : connectTls({ host, port, ...tlsOptions(tls, host) });
    const answer = (found: Answer) => {
      socket.destroy();
      resolve(found);
    };
    socket.setTimeout(WITHIN_MS, () => answer({ kind: "nothing", secured }));
    socket.once(tls === null ? "connect" : "secureConnect", () => {
      secured = tls !== null;
      socket.write(handshakeRequest(login?.mechanism.toUpperCase() ?? "PLAIN"));
    });
    socket.on("data", (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      // An alert record: who speaks TLS says in TLS that this was none.
      if (!secured && received.length >= 2 && received[0] === 0x15 && received[1] === 0x03) answer({ kind: "tls" });
      else if (received.length >= 4 && received.length >= 4 + received.readInt32BE(0)) answer(offerOf(received));
    });
    socket.once("error", (error) => answer({ kind: "error", error, secured }));
    socket.once("close", () => answer({ kind: "nothing", secured }));
  });
}

/** SaslHandshake v1 with correlation id 0. */
function handshakeRequest(mechanism: string): Buffer {
  const client = Buffer.from("floorwalker");
  const name = Buffer.from(mechanism);
  const request = Buffer.alloc(4 + 2 + 2 + 4 + 2 + client.length + 2 + name.length);
  let at = request.writeInt32BE(request.length - 4);
  at = request.writeInt16BE(17, at);
  at = request.writeInt16BE(1, at);
  at = request.writeInt32BE(0, at);
  at = request.writeInt16BE(client.length, at);
  at += client.copy(request, at);
  at = request.writeInt16BE(name.length, at);
  name.copy(request, at);
  return request;
}

function offerOf(response: Buffer): Answer {
  try {
    const error = response.readInt16BE(8);
    if (error === ILLEGAL_SASL_STATE) return { kind: "offer", offer: null };
    if (error !== 0 && error !== UNSUPPORTED_MECHANISM) return { kind: "nothing", secured: false };
    const offer: string[] = [];
    let at = 14;
    for (let left = response.readInt32BE(10); left > 0; left--) {
      const length = response.readInt16BE(at);
      offer.push(response.toString("utf8", at + 2, at + 2 + length));
      at += 2 + length;
    }
    return { kind: "offer", offer };
  } catch {
    return { kind: "nothing", secured: false };
  }
}

/** What Node says of the names, such as `DNS:localhost, IP Address:127.0.0.1`. */
const namesIn = (error: unknown): string | undefined =>
  error instanceof Error ? /(Host: .*|IP: .*)/.exec(error.message)?.[0] : undefined;

function hostAndPort(broker: string): [host: string, port: number] {
  const cut = broker.lastIndexOf(":");
  return [broker.slice(0, cut).replace(/^\[|\]$/g, ""), Number(broker.slice(cut + 1))];
}
