/**
 * Alerts and daily reports by e-mail. The Message-ID is made of the key, so that a repetition is recognisable; a resolve refers to the
 * message that fired, so that mail programs show an episode as one conversation. Each address gets its own SMTP
 * transaction, since a server may take some and refuse others: only the rest is tried again.
 */
import type { DeliveryChannel, DeliveryResult } from "@floorwalker/ports";
import { type AlertMessage, messageHtml, messageText } from "@floorwalker/protocol/message";
import type { ReportMail } from "@floorwalker/protocol/report";
import { createTransport, type NodemailerError, type Transporter } from "nodemailer";
import { isOfOwner, NOT_TOLD } from "./post-channel.ts";

export interface EmailOptions {
  /** smtp:// or smtps:// URL, with user and password when the server wants them. */
  readonly smtp: string;
  readonly from: string;
  readonly to: readonly string[];
  /** Longest delivery, ms. */
  readonly timeoutMs?: number;
}

/** What is still to be done for one message. */
interface Progress {
  readonly left: Set<string>;
  readonly refusals: string[];
}

/** Faults of the message or the configuration, found before a server was asked. */
const NEVER: readonly string[] = ["EENVELOPE", "EMESSAGE", "ECONFIG", "ENOAUTH"];

export class EmailChannel implements DeliveryChannel<AlertMessage | ReportMail> {
  readonly #transport: Transporter;
  readonly #from: string;
  readonly #to: readonly string[];
  readonly #domain: string;
  readonly #timeoutMs: number;
  /** Messages that some addresses still wait for, by key. */
  readonly #unfinished = new Map<string, Progress>();
  readonly #closed = new AbortController();

  constructor({ smtp, from, to, timeoutMs = 10_000 }: EmailOptions) {
    this.#transport = createTransport({ url: smtp, disableFileAccess: true, disableUrlAccess: true });
    this.#from = from;
    this.#to = to;
    this.#domain = /@([^\s>@]+)/.exec(from)?.[1] ?? "floorwalker.invalid";
    this.#timeoutMs = timeoutMs;
  }

  async deliver(told: AlertMessage | ReportMail): Promise<DeliveryResult> {
    const { key } = told;
    if (told.about === "alert" && isOfOwner(told)) return NOT_TOLD;
    const progress = this.#unfinished.get(key) ?? { left: new Set(this.#to), refusals: [] };
    const message = told.about === "report" ? this.#report(told) : this.#alert(told);
    const signal = AbortSignal.any([AbortSignal.timeout(this.#timeoutMs), this.#closed.signal]);
    const later: string[] = [];
    let needsMending = true;
    const one = async (address: string): Promise<void> => {
      const error = await this.#send({ ...message, envelope: { from: this.#from, to: [address] }, signal });
      if (error !== null && !isRefusal(error)) {
        needsMending &&= error.permanent ?? NEVER.includes(error.code ?? "");
        return void later.push(`${address}: ${this.#reason(error)}`);
      }
      progress.left.delete(address);
      if (error !== null) progress.refusals.push(`${address}: ${this.#reason(error)}`);
    };
    await Promise.all([...progress.left].map(one));
    if (progress.left.size > 0) {
      this.#unfinished.set(key, progress);
      return { result: "retry", reason: later.join("; "), ...(needsMending ? { needsMending } : {}) };
    }
    this.#unfinished.delete(key);
    if (progress.refusals.length === 0) return { result: "delivered" };
    return { result: "refused", reason: progress.refusals.join("; ") };
  }

  /** Ends what is under way, as a retry. */
  async close(): Promise<void> {
    this.#closed.abort();
    this.#transport.close();
  }

  #report({ key, at, subject, text, html, language }: ReportMail) {
    return { ...this.#head(key, at, language), subject, text, html };
  }

  #head(key: string, at: number, language: string) {
    return {
      from: this.#from,
      to: [...this.#to],
      messageId: this.#messageId(key),
      date: new Date(at),
      // No out-of-office reply to a machine (RFC 3834).
      headers: { "Auto-Submitted": "auto-generated", "Content-Language": language },
    };
  }

  #alert(message: AlertMessage) {
    const { key, episode, at, language, subject, tone } = message;
    const first = this.#messageId(episode);
    return {
      ...this.#head(key, at, language),
      subject,
      text: messageText(message),
      html: messageHtml(message),
      ...(episode === key ? {} : { inReplyTo: first, references: [first] }),
      ...(tone === "critical" ? { priority: "high" as const } : {}),
    };
  }

  #messageId(key: string): string {
    return `<${key}@${this.#domain}>`;
  }

  /** Null: the server took it (250). */
  async #send(mail: Parameters<Transporter["sendMail"]>[0]): Promise<NodemailerError | null> {
    try {
      await this.#transport.sendMail(mail);
      return null;
    } catch (error) {
      return error as NodemailerError;
    }
  }

  #reason({ code, message, response, originalCode }: NodemailerError): string {
    if (code === "EABORT") return this.#closed.signal.aborted ? "closed" : `not sent within ${this.#timeoutMs} ms`;
    return response ?? originalCode ?? `${code ?? "error"}: ${message}`;
  }
}

/** What a server may never take of this message for this address; all else (a password, a certificate, a sender) somebody may mend. */
const isRefusal = ({ permanent, command }: NodemailerError): boolean =>
  permanent === true && (command === "RCPT TO" || command === "DATA");
