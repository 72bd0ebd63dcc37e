/** The data of an event that may pass as it is written (`pass-event.ts`): which fields there are, and that each holds what it may. */
import type { ByteReader } from "./byte-reader.ts";
import { DATA_FIELDS } from "./extra.ts";
import { MAX_DURATION_MS, MAX_NAME } from "./limits.ts";
import { WrittenFields } from "./written-fields.ts";

type DataField = (typeof DATA_FIELDS)[number];

/** What a field may hold; a list: one of these. */
type Rule = "duration" | "number" | "text" | readonly Uint8Array[];

const oneOf = (...texts: readonly string[]): readonly Uint8Array[] => texts.map((text) => Buffer.from(text));

const SCALES = ["1-5", "1-7", "0-10", "thumbs"] as const;
const BOUNDS = { "1-5": [1, 5], "1-7": [1, 7], "0-10": [0, 10], thumbs: [0, 1] } as const;

const RULES: Readonly<Partial<Record<DataField, Rule>>> = {
  waitMs: "duration",
  talkMs: "duration",
  holdMs: "duration",
  wrapUpMs: "duration",
  ringMs: "duration",
  reason: "text",
  from: oneOf("customer", "agent", "bot", "system"),
  by: oneOf("agent", "customer", "system"),
  kind: oneOf("blind", "attended", "escalation", "complaint"),
  state: oneOf("idle", "paused", "wrapUp"),
  score: "number",
  scale: oneOf(...SCALES),
  survey: "text",
  measure: oneOf("csat", "nps", "ces"),
  callbackOf: "text",
};
const BY_FIELD = DATA_FIELDS.map((name) => RULES[name] ?? null);
const REFUSALS = oneOf("full", "empty", "closed", "diverted");
const [REASON, FROM, STATE, SCORE, SCALE] = (["reason", "from", "state", "score", "scale"] as const).map((name) =>
  DATA_FIELDS.indexOf(name),
) as [number, number, number, number, number];

export class PassedData {
  readonly fields = new WrittenFields(DATA_FIELDS);
  #refusal = false;
  #score = 0;
  #scale = 0;

  read(reader: ByteReader): boolean {
    return this.fields.read(reader, this.#value);
  }

  get refused(): boolean {
    return this.fields.has(REASON) && this.#refusal;
  }

  get written(): boolean {
    return this.fields.has(FROM);
  }

  get stated(): boolean {
    return this.fields.has(STATE);
  }

  get surveyed(): boolean {
    if (!this.fields.has(SCORE) || !this.fields.has(SCALE)) return false;
    const [least, most] = BOUNDS[SCALES[this.#scale]!];
    return this.#score >= least && this.#score <= most;
  }

  readonly #value = (field: number, reader: ByteReader): boolean => {
    const rule = BY_FIELD[field]!;
    if (rule === null) return false;
    if (rule === "duration" || rule === "number") {
      const number = reader.number();
      if (rule === "number") this.#score = number;
      return rule === "number" ? !Number.isNaN(number) : Number.isInteger(number) && number <= MAX_DURATION_MS;
    }
    if (!reader.text() || reader.to - reader.from > MAX_NAME) return false;
    if (field === REASON) this.#refusal = REFUSALS.some((text) => reader.reads(text));
    if (rule !== "text") {
      const found = rule.findIndex((text) => reader.reads(text));
      if (found < 0) return false;
      if (field === SCALE) this.#scale = found;
    }
    reader.quoted();
    return true;
  };
}
