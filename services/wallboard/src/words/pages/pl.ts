/** Polish words of charts and of the pages that look back or at one thing. */
import { plural } from "../plural.ts";
import type { PageWords } from "../words.ts";

const p = plural("pl");

export const pagesPl: PageWords = {
  chart: {
    forecast: "prognoza",
    running: "w toku",
    unknown: "brak danych",
    restated: "skorygowano",
    policy: "odtąd inna zasada",
    here: "tutaj",
    restatedTimes: (n, shown) =>
      p(n, shown, {
        one: "skorygowano # raz",
        few: "skorygowano # razy",
        many: "skorygowano # razy",
        other: "skorygowano # razy",
      }),
    noMore: "Brak wiersza: nic się nie zdarzyło",
  },
  queueMore: {
    state: "Stan",
    done: "zamknięty",
    expected: "prognoza",
    contactsOf: (interval) => `Kontakty z ${interval}`,
    noContacts: "Żaden kontakt tu się nie liczy",
    closeInterval: "Zamknij te kontakty",
    agents: "Kto obsługuje",
    onContact: "W kontakcie lub po kontakcie",
    notNamed: (n, shown) =>
      p(n, shown, {
        one: "jeszcze #, poza Twoim zakresem",
        few: "jeszcze #, poza Twoim zakresem",
        many: "jeszcze #, poza Twoim zakresem",
        other: "jeszcze #, poza Twoim zakresem",
      }),
    restatedToday: "Skorygowano dziś",
    intervals: (n, shown) =>
      p(n, shown, { one: "# przedział", few: "# przedziały", many: "# przedziałów", other: "# przedziału" }),
    never: "ani razu",
    versions: "Ocenione według",
    window: "Okno",
    answeredOf: (n) => `odebrane ${n}`,
    satisfactionOf: (share) => `satysfakcja ${share}`,
    needed: (there, needed) => `jest ${there}, potrzeba ${needed}`,
    channels: (queue) => `${queue}: który kanał`,
    channelsHint: "Każdy kanał ma własną obietnicę i nie ma wspólnej liczby",
    nobodySignedIn: "Nikt z obsługujących nie jest zalogowany",
  },
  historyPage: {
    of: "Kogo dotyczy",
    region: (name) => `Region ${name}`,
    departments: "Działy",
    channels: "Kanały",
    span: "Zakres",
    spans: {
      today: "Dziś",
      yesterday: "Wczoraj",
      "this-week": "Ten tydzień",
      "last-week": "Zeszły tydzień",
      "this-month": "Ten miesiąc",
      "last-month": "Zeszły miesiąc",
    },
    dates: "Daty",
    from: "Pierwszy dzień",
    to: "Ostatni dzień",
    intervals: { "15m": "15 min", "30m": "30 min", "1h": "1 godz.", day: "dni", week: "tygodnie", month: "miesiące" },
    kpis: (n) => `Wskaźniki ${n}`,
    kpisLabel: "Wskaźniki do pokazania",
    compare: "Obok tydzień wcześniej",
    before: "tydzień wcześniej",
    beforeOf: (kpi) => `${kpi}, tydzień wcześniej`,
    counts: "Kontakty",
    none: "Nic o tym nie zapisano albo nic się nie zdarzyło",
    summary: (first, last, low) => `od ${first} do ${last}, najniżej ${low}`,
  },
};
