/**
 * The one door: topics, HTTP, followed files and replays all turn bytes into events here, under the same limits
 * (rule 4). Total: every input has an outcome.
 */
import { encodeEvent, MAX_AHEAD_MS, MAX_EVENT_BYTES } from "@floorwalker/events";
import { withHashedCustomer } from "./customers.ts";
import { type Outcome, rejected, type SourceContext, type SourceFormat } from "./source-format.ts";

export function intake(format: SourceFormat, bytes: Uint8Array, context: SourceContext): Outcome {
  if (bytes.byteLength > MAX_EVENT_BYTES) return rejected("too_large", "");
  const outcome = format.read(bytes, context);
  if (outcome.result !== "accepted") return outcome;
  for (const told of outcome.events) {
    // Its time was looked at when it passed.
    if (told.passed !== undefined) continue;
    const { event, extra } = told;
    if (event.time > context.now + MAX_AHEAD_MS) return rejected("future_time", "time");
    // Numbers such as 1e20 grow when written; only extra fields can hold them.
    if (extra !== undefined && Buffer.byteLength(encodeEvent(event, extra)) > MAX_EVENT_BYTES)
      return rejected("too_large", "");
  }
  const { customers } = context;
  if (customers === undefined) return outcome;
  return { ...outcome, events: outcome.events.map((told) => withHashedCustomer(told, customers)) };
}
