import { pluralIn } from "../words/plural.ts";
import { valueFormat } from "../words/value-format.ts";
import { type ReportWords, reportWords } from "./report-words.ts";

const { count } = valueFormat("pl");
const form = pluralIn("pl");

export const POLISH: ReportWords = reportWords("pl", {
  dates: "pl",
  heading: "Raport dzienny",
  demo: "Demo: kontakty symulowane, to nie jest prawdziwe centrum kontaktu",
  demoMark: "[DEMO]",
  goals: "Cele",
  inNumbers: "Dzień w liczbach",
  worst: "Najgorsze godziny",
  restated: "Poprawiono później",
  queue: "Kolejka",
  team: "Zespół",
  goal: "Cel",
  value: "Dzień",
  target: "Cel",
  state: "Wynik",
  interval: "Godzina",
  of: "Gdzie",
  inTime: "Na czas",
  serviceLevel: "Poziom obsługi",
  first: "Najpierw",
  now: "Teraz",
  wholeDay: "Cały dzień",
  noWorst: "W żadnym z nich żadna kolejka nie spadła poniżej celu.",
  notRestated: "Żadna liczba tego dnia nie została później poprawiona.",
  weekBefore: (weekday) => `${weekday} tydzień wcześniej`,
  subjectOf: (name, date, verdict) => `Raport dzienny: ${name}, ${date} – ${verdict}`,
  verdictOf: ({ goals, judged, reached, noData }) => {
    if (goals === 0) return "Nie wyznaczono celów.";
    const rest = noData === 0 ? "" : ` Bez danych: ${count(noData)}.`;
    if (judged === 0) return "O żadnym z celów nie ma danych.";
    if (reached === judged) return `${judged === 1 ? "Cel osiągnięty" : "Wszystkie cele osiągnięte"}.${rest}`;
    return `Osiągnięte cele: ${count(reached)} z ${count(judged)}.${rest}`;
  },
  shortVerdict: ({ goals, judged, reached }) => {
    if (goals === 0) return "bez celów";
    return judged === 0 ? "brak danych" : `osiągnięte cele: ${count(reached)} z ${count(judged)}`;
  },
  by: (of) => (of === "queue" ? "Według kolejek" : "Według zespołów"),
  columns: { abandonRate: "Porzucone", averageSpeedOfAnswer: "Do odebrania", averageHandleTime: "Czas obsługi" },
  stateOf: ({ state }) => ({ reached: "W celu", missed: "Poza celem", noData: "Brak danych" })[state],
  limit: (better, level) => `${better === "higher" ? "min." : "najwyżej"} ${level}`,
  toSpare: (number) => `zapas: ${number}`,
  tooMany: (number) => `za dużo o ${number}`,
  ofDecided: (inTime, decided) => `${count(inTime)} z ${count(decided)}`,
  targetOf: (level) => `cel ${level}`,
  worstAmong: (length) =>
    `${length === "15m" ? "Kwadranse" : "Półgodziny"}, w których najwięcej kontaktów przekroczyło to, na co pozwala cel.`,
  restatedCount: (quarters) =>
    quarters === 0
      ? "Liczby tego dnia poprawiono po tym, jak je podano."
      : `Spóźnione zdarzenia poprawiły liczby ${count(quarters)} ${form(quarters, { one: "kwadransa", other: "kwadransów" })} po tym, jak je podano.`,
  more: (number) => `Nie wymieniono jeszcze ${count(number)}.`,
  judgedBy: (policies) => `Poziomy obsługi liczone według zasad: ${policies.join(", ")}.`,
  clockOf: (zone) => `Wszystkie godziny według zegara ośrodka (${zone}).`,
});
