/**
 * The canonical bytes: structured-mode JSON with one key order, absent attributes left out, extras last and sorted by
 * name. Equal events give equal bytes.
 */
import type { CanonicalEvent } from "@floorwalker/domain";
import { dataFieldsOf, type EventExtra } from "./extra.ts";

export function encodeEvent(event: CanonicalEvent, extra?: EventExtra): string {
  let json = `{"specversion":"1.0","id":${quote(event.id)},"source":${quote(event.source)},"type":"${event.type}"`;
  json += `,"time":"${iso(event.time)}"`;
  if (event.recordedTime !== null) json += `,"recordedtime":"${iso(event.recordedTime)}"`;
  json += `,"site":${quote(event.site)}`;
  if (event.channel !== null) json += `,"channel":"${event.channel}"`;
  if (event.contact !== null) json += `,"contact":${quote(event.contact)}`;
  if (event.segment !== null) json += `,"segment":${quote(event.segment)}`;
  if (event.queue !== null) json += `,"queue":${quote(event.queue)}`;
  if (event.agent !== null) json += `,"agent":${quote(event.agent)}`;
  if (event.contactReason !== undefined) json += `,"contactreason":${quote(event.contactReason)}`;
  if (event.customer !== undefined) json += `,"customer":${quote(event.customer)}`;
  if (event.sequence !== undefined) json += `,"sequence":"${event.sequence}"`;
  json += `,"datacontenttype":"application/json","data":{${dataFields(event, extra)}}`;
  if (extra !== undefined) for (const [name, value] of extra.attributes) json += `,${field(name, value)}`;
  return `${json}}`;
}

function dataFields(event: CanonicalEvent, extra: EventExtra | undefined): string {
  const fields: string[] = [];
  for (const name of dataFieldsOf(event.type)) {
    const value = event.data[name];
    if (value !== undefined) fields.push(`"${name}":${typeof value === "number" ? value : quote(value)}`);
  }
  if (extra !== undefined) for (const [name, value] of extra.data) fields.push(field(name, value));
  return fields.join(",");
}

const field = (name: string, value: unknown): string => `${quote(name)}:${JSON.stringify(value)}`;
const quote = (text: string): string => JSON.stringify(text);
const iso = (time: number): string => new Date(time).toISOString();
