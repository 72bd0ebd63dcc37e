import fc from "fast-check";
import { expect, test } from "vitest";
import { hideNames } from "../../src/privacy/hide-names.ts";

const NAMES = [
  "Zbigniew Brzęczyszczykiewicz",
  "Anna Nowak",
  "Bill Wrexham",
  "Jan Kowalczyk-Lis",
  "Ewa Maj",
  "Ola Dąb",
  "Ala Kot",
  "Lina Zych",
  "Dana Zych",
  "Tim Moss",
  "欧阳 慕容雪",
  "김 민수",
  "이 영희",
  "가 나",
  "SIP/qqa9042",
  "a1",
];

test.each([
  ["Anna will call", "… will call"],
  ["ask anna nowak, or SIP/qqa9042", "ask …, or …"],
  ["for a1 and a12", "for … and a12"],
  ["Wrexham's pause", "…'s pause"],
  // As many keyboards write it, or another program.
  ["Brzeczyszczykiewicz is ill", "… is ill"],
  ["Brzęczyszczykiewicz is ill".normalize("NFD"), "… is ill"],
  ["Ｎｏｗａｋ, No\u00ADwak, N\u200Bowak", "…, …, …"],
  // As Polish says it.
  ["Zadzwoń do Anny Nowak, powiedz Nowakowi", "Zadzwoń do … …, powiedz …"],
  ["z Brzęczyszczykiewiczem", "z …"],
  ["powiedz Janowi, Ewie, Oli", "powiedz …, …, …"],
  ["Jana, Janem, Ewy, Ewę, Olę, Alę, Lisowi", "…, …, …, …, …, …, …"],
  ["nowakowi, Linie, lina", "…, …, …"],
  // Where no spaces stand between words.
  ["请欧阳慕容雪处理", "请…处理"],
  ["慕容雪在休息", "…在休息"],
  ["민수가 아파요", "…가 아파요"],
  ["민수가 아파요".normalize("NFD"), `…${"가 아파요".normalize("NFD")}`],
  ["이영희 또는 영희", "… 또는 …"],
])("%s", (text, told) => {
  expect(hideNames(text, NAMES)).toBe(told);
});

test("what is no name stays as it was written, and so does a text where nobody is known", () => {
  const text = "Billing is down: 12 waiting since 09:00, annual plan";
  expect(hideNames(text, NAMES)).toBe(text);
  for (const word of [
    "linie zajęte, dane klienta, maje, koty",
    "Ale klient czeka",
    "Time is up, a1 million",
    "강남",
    "민순이",
    "이것이 안됩니다, 이 고객 이상",
    "강남, 민순이".normalize("NFD"),
  ])
    expect(hideNames(word, NAMES.slice(0, -1))).toBe(word);
  expect(hideNames("㍿", ["式会"])).toBe("㍿");
  expect(hideNames("Anna", [])).toBe("Anna");
  expect(hideNames("Anna", ["", "  "])).toBe("Anna");
});

test("ids are gone whole and by what is their own; what many begin with is no part of one", () => {
  const ids = ["SIP/4711", "Local/9001@desk", ...Array.from({ length: 50 }, (_, at) => `seat-${at}`), "seat/anna"];
  expect(hideNames("SIP trunk, local lines, agent busy, no seat", ids)).toBe(
    "SIP trunk, local lines, agent busy, no seat",
  );
  expect(hideNames("sip/4711, 4711, Seat-12, anna, seat-12x", ids)).toBe("…, …, …, …, seat-12x");
  // Also a name.
  expect(hideNames("no seat for Local", [...ids, "Ina Local"])).toBe("no seat for …");
});

test("among thousands of names each is gone whole", () => {
  const names = Array.from({ length: 2_000 }, (_, at) => [`agent-${at}`, `First${at}x O'Last${at}y`]).flat();
  expect(hideNames("ask agent-12, O’Last1999y or agent-2000", names)).toBe("ask …, O’… or agent-2000");
});

test("of any text nothing but names is another, whatever letters it is of", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: "grapheme", maxLength: 20 }),
      fc.string({ unit: "grapheme", maxLength: 20 }),
      (a, b) => {
        const told = hideNames(`${a} Wrexham ${b}`, ["Wrexham"]);
        expect(told.replaceAll("…", "Wrexham")).toBe(`${a} Wrexham ${b}`.replaceAll("…", "Wrexham"));
      },
    ),
    { endOnFailure: true },
  );
});
