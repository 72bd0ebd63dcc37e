/** What can lie in an outbox: an alert that fired or resolved, or a daily report that is due. */
import { alertScope, type ReportNotice } from "@floorwalker/domain";
import { type AlertNotification, readAlertNotification } from "@floorwalker/protocol/alerts";
import { readReportNotice } from "@floorwalker/protocol/report";
import type { LogFields } from "@floorwalker/runtime";

export type OutboxMessage = AlertNotification | ReportNotice;

/** Null: no message of any format known here. */
export const readOutboxMessage = (payload: string): OutboxMessage | null =>
  readReportNotice(payload) ?? readAlertNotification(payload);

export const receiversOf = (message: OutboxMessage): readonly string[] =>
  message.about === "report" ? [message.receiver] : [...new Set(message.receivers)];

/** Messages of one thread keep their order. */
export function threadOf(message: OutboxMessage): string {
  if (message.about === "report") return JSON.stringify(["report", message.site, message.scope]);
  const { site, queue, channel, subject } = alertScope(message);
  return JSON.stringify([message.rule, site, queue, channel, ...subject]);
}

/** As it stands in the log: the key is the one that receivers are told. */
export const fieldsOf = (message: OutboxMessage, toldKey: ToldKey): LogFields =>
  message.about === "report"
    ? { key: message.key, site: message.site, day: new Date(message.date * 86_400_000).toISOString().slice(0, 10) }
    : { key: toldKey(message.about, message.key), rule: message.rule, state: message.state };

export type ToldKey = (about: AlertNotification["about"], key: string) => string;
