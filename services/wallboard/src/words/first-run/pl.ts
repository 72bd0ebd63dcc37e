/** Polish: the page before the first event. */
import type { FirstRunWords } from "./first-run-words.ts";

export const firstRunPl: FirstRunWords = {
  title: "Oczekiwanie na pierwsze zdarzenie",
  hint: "Ta strona sama zmieni się w widok sali.",
  done: "gotowe",
  copy: "Kopiuj",
  copied: "Skopiowano",
  steps: {
    running: "Floorwalker działa",
    source: "Podłącz źródło",
    contact: "Zobacz pierwszy kontakt",
    queues: "Nazwij kolejki i cele",
  },
  runningSince: (build) => `wersja ${build}`,
  sourceHow: "Śledź queue_log Asteriska (npm start -- --queue-log PLIK), czytaj z Kafki albo wyślij jedno zdarzenie:",
  sourcesKnown: (names) => `znane: ${names}`,
  queuesHow:
    "npx floorwalker config init zapisze konfigurację. Do tego czasu: rozmowy w 20 s, czaty 60 s, e-maile 4 h.",
  queuesKnown: (names) => `skonfigurowane: ${names}`,
  contactHow: "Pojawi się tu w ciągu sekundy.",
  none: "Nie masz pod ręką centrali?",
  demo: "Symulowane call center",
  replay: "Nagrany dzień",
};
