/** Of several alerts in one message. */
import type { Language } from "@floorwalker/domain";
import { pluralIn } from "../words/plural.ts";

export interface GroupWords {
  firing(count: number, shown: string): string;
  /** All of them are. */
  over(count: number, shown: string): string;
  more(shown: string): string;
}

const [english, polish, italian] = [pluralIn("en"), pluralIn("pl"), pluralIn("it")];

export const GROUP_WORDS: Readonly<Record<Language, GroupWords>> = {
  en: {
    firing: (count, shown) => `${shown} ${english(count, { one: "alert is", other: "alerts are" })} firing`,
    over: (count, shown) => `${shown} ${english(count, { one: "alert is", other: "alerts are" })} over`,
    more: (shown) => `and ${shown} more`,
  },
  pl: {
    firing: (count, shown) =>
      `${shown} ${polish(count, { one: "aktywny alert", few: "aktywne alerty", other: "aktywnych alertów" })}`,
    over: (count, shown) =>
      `${shown} ${polish(count, { one: "zakończony alert", few: "zakończone alerty", other: "zakończonych alertów" })}`,
    more: (shown) => `i jeszcze ${shown}`,
  },
  it: {
    firing: (count, shown) => `${shown} ${italian(count, { one: "allarme attivo", other: "allarmi attivi" })}`,
    over: (count, shown) => `${shown} ${italian(count, { one: "allarme risolto", other: "allarmi risolti" })}`,
    more: (shown) => `e altri ${shown}`,
  },
  "zh-Hans": {
    firing: (_, shown) => `${shown} 个告警触发中`,
    over: (_, shown) => `${shown} 个告警已恢复`,
    more: (shown) => `另有 ${shown} 个`,
  },
};
