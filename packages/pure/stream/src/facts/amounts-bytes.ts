/**
 * What a contact has added, as bytes that need nothing beside them: a number explained reads thousands of them. The layout, which is
 * stored: texts · groups, each the fact that it is of (from 1; 0: none) · places of queue, agent, team, reason and survey among the texts (from 1;
 * 0: none) · amounts, each its counter by number from 1 (`counter-numbers.ts`; 0: by its place among the texts) · time · amount. A time is
 * told from that of the amount before.
 */
import type { AddedAmount, AddedAmounts } from "@floorwalker/domain";
import { ByteReader } from "../columns/byte-reader.ts";
import { ByteWriter } from "../columns/byte-writer.ts";
import { formatOf } from "../row-format.ts";
import { NAMED_COUNTERS } from "../views/counter-numbers.ts";

const NUMBER_OF = new Map(NAMED_COUNTERS.map(([name, number]) => [name, number]));
const NAME_OF = new Map(NAMED_COUNTERS.map(([name, number]) => [number, name]));

export function writeAmounts(writer: ByteWriter, added: readonly AddedAmounts[]): void {
  const texts = new Map<string, number>();
  const placeOf = (text: string | null): number => {
    if (text === null) return 0;
    const place = texts.get(text) ?? texts.size + 1;
    texts.set(text, place);
    return place;
  };
  for (const { queue, agent, team, reason, survey, amounts } of added) {
    for (const text of [queue, agent, team, reason, survey]) placeOf(text);
    for (const [counter] of amounts) if (!NUMBER_OF.has(counter)) placeOf(counter);
  }
  writer.unsigned(texts.size);
  for (const text of texts.keys()) writer.text(text);
  writer.unsigned(added.length);
  let last = 0;
  for (const { fact, queue, agent, team, reason, survey, amounts } of added) {
    writer.unsigned(fact + 1);
    for (const text of [queue, agent, team, reason, survey]) writer.unsigned(placeOf(text));
    writer.unsigned(amounts.length);
    for (const [counter, at, amount] of amounts) {
      const number = NUMBER_OF.get(counter);
      writer.unsigned(number === undefined ? 0 : number + 1);
      if (number === undefined) writer.unsigned(placeOf(counter));
      writer.signed(at - last);
      writer.signed(amount);
      last = at;
    }
  }
}

/** `withSurveys`: earlier ones said nothing of surveys. */
export function readAmounts(reader: ByteReader, withSurveys: boolean): AddedAmounts[] {
  const texts: (string | null)[] = [null];
  for (let left = reader.unsigned(); left > 0; left--) texts.push(reader.text());
  const text = (): string | null => texts[reader.unsigned()]!;
  let last = 0;
  const amount = (): AddedAmount => {
    const number = reader.unsigned();
    // A newer program's, of which this one knows no name: nobody counts it here.
    const counter = number === 0 ? text()! : (NAME_OF.get(number - 1) ?? "");
    last += reader.signed();
    return [counter, last, reader.signed()];
  };
  const groups: AddedAmounts[] = [];
  for (let left = reader.unsigned(); left > 0; left--) {
    const fact = reader.unsigned() - 1;
    const [queue, agent, team, reason] = [text(), text(), text(), text()];
    const survey = withSurveys ? text() : null;
    const amounts: AddedAmount[] = [];
    for (let count = reader.unsigned(); count > 0; count--) amounts.push(amount());
    groups.push({ fact, queue, agent, team, reason, survey, amounts });
  }
  return groups;
}

const own = new ByteWriter(1_024);
const FORMAT = 2;
const WITHOUT_SURVEYS = 1;

/** By themselves: the first byte names the format. */
export function amountsBytes(added: readonly AddedAmounts[]): Uint8Array<ArrayBuffer> {
  own.clear();
  own.byte(FORMAT);
  writeAmounts(own, added);
  return own.taken();
}

/** @throws RangeError: damaged, or of a newer format. */
export function amountsOf(bytes: Uint8Array): AddedAmounts[] {
  const format = formatOf(bytes);
  if (format !== FORMAT && format !== WITHOUT_SURVEYS)
    throw new RangeError(`amounts in a format that is not known: ${format}`);
  return readAmounts(new ByteReader().open(bytes, 1), format === FORMAT);
}
