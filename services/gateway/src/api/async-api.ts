/** `asyncapi.json`: the socket `/v1/live` as AsyncAPI 3 has it, made of the schemas that both sides parse with. */
import {
  CLOSE,
  type ClientMessage,
  clientMessageSchema,
  type ServerMessage,
  serverMessageSchema,
} from "@floorwalker/protocol";
import { type JsonSchema, Schemas } from "./schemas.ts";

/** What each is for; docs/spec/live-protocol.md has the whole of it. */
const HEARD: Readonly<Record<ClientMessage["type"], string>> = {
  hello: "Which versions of the protocol the client speaks; optional.",
  subscribe:
    "Asks for a view: its rows, or with `since` and `mark` what was missed of them, and every change from then on.",
  unsubscribe: "Wants no more of a view.",
  painted: "Of a paired screen, every few seconds: what it shows.",
};

const TOLD: Readonly<Record<ServerMessage["type"], string>> = {
  welcome: "Which version is spoken, and which build of the gateway it is.",
  snapshot: "All rows of a view, as of a position.",
  delta: "What changed between two positions; deltas form a chain.",
  alert: "An alert entered another state; its row is in the deltas.",
  heartbeat: "A second passed without a message: up to when every source of a site was heard.",
  resync: "Rows may be old from now on; a snapshot follows unasked.",
  ack: "What was asked for is done.",
  screen: "Told to a paired screen of itself: its name, and whether to load itself anew or to show its name.",
  error: "A message was not understood or not allowed.",
};

const ANSWERED: Readonly<Record<ClientMessage["type"], readonly ServerMessage["type"][]>> = {
  hello: ["welcome", "error"],
  subscribe: ["snapshot", "delta", "resync", "error"],
  unsubscribe: ["ack", "error"],
  painted: ["screen", "error"],
};

export type AsyncApi = ReturnType<typeof asyncApi>;

export function asyncApi(version: string) {
  const schemas = new Schemas({ target: "draft-7" });
  const messageOf = (name: string, summary: string, payload: JsonSchema) => ({
    name,
    title: name,
    summary,
    contentType: "application/json",
    payload,
  });
  const heard = clientMessageSchema.def.options.map((option) => {
    const value = option.def.shape.type.def.values[0]!;
    return [value, messageOf(value, HEARD[value], schemas.taken(option))] as const;
  });
  const told = serverMessageSchema.def.options.map((option) => {
    const value = option.def.shape.type.def.values[0]!;
    return [value, messageOf(value, TOLD[value], schemas.told(option))] as const;
  });
  const names = [...heard, ...told].map(([name]) => name);
  const inChannel = (name: string) => ({ $ref: `#/channels/live/messages/${name}` });
  const channel = { $ref: "#/channels/live" };
  return {
    asyncapi: "3.0.0",
    info: {
      title: "Floorwalker, live",
      version,
      description: `Views as they change, over a WebSocket; \`@floorwalker/client\` speaks it. Close codes: ${Object.entries(
        CLOSE,
      )
        .map(([why, code]) => `${code} ${why}`)
        .join(", ")}.`,
      license: { name: "Apache-2.0", url: "https://www.apache.org/licenses/LICENSE-2.0" },
    },
    defaultContentType: "application/json",
    channels: {
      live: {
        address: "/v1/live",
        title: "live",
        description: "One JSON object a message, each with a `type`.",
        messages: Object.fromEntries(names.map((name) => [name, { $ref: `#/components/messages/${name}` }])),
        bindings: { ws: { method: "GET", bindingVersion: "0.1.0" } },
      },
    },
    operations: {
      ...Object.fromEntries(
        heard.map(([name]) => [
          name,
          {
            action: "receive",
            summary: HEARD[name],
            channel,
            messages: [inChannel(name)],
            reply: { channel, messages: ANSWERED[name].map(inChannel) },
          },
        ]),
      ),
      tell: {
        action: "send",
        summary: "What clients are told while they are subscribed.",
        channel,
        messages: (["snapshot", "delta", "alert", "heartbeat", "resync", "screen"] as const).map(inChannel),
      },
    },
    components: { messages: Object.fromEntries([...heard, ...told]), schemas: schemas.named },
  };
}
