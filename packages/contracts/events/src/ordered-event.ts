/** An event's members put in the order in which events are written, from where they lie in its bytes. */
import type { WrittenFields } from "./written-fields.ts";
import { SECONDS_LENGTH } from "./written-time.ts";

const TIMES: readonly string[] = ["time", "recordedtime"];
const QUOTES = 2;

/** `attributes` end with the type of the content and the data. */
export function orderedEvent(bytes: Buffer, attributes: WrittenFields, data: WrittenFields): Buffer {
  // In this encoding a character is a byte, whatever the bytes are.
  const given = (fields: WrittenFields, name: number): string =>
    bytes.toString("latin1", fields.from(name), fields.to(name));
  let json = "";
  const { names } = attributes;
  for (let name = 0; name < names.length - 2; name++) {
    if (!attributes.has(name)) continue;
    const value = given(attributes, name);
    const isShort = TIMES.includes(names[name]!) && value.length === SECONDS_LENGTH + QUOTES;
    json += `${json === "" ? "{" : ","}"${names[name]}":${isShort ? value.replace('Z"', '.000Z"') : value}`;
  }
  const members = data.names.flatMap((field, name) => (data.has(name) ? [`"${field}":${given(data, name)}`] : []));
  return Buffer.from(`${json},"datacontenttype":"application/json","data":{${members.join(",")}}}`, "latin1");
}
