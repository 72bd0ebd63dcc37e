/** Polish. */
import { pluralIn } from "../words/plural.ts";
import { valueFormat } from "../words/value-format.ts";
import type { AlertWords, Compared } from "./alert-words.ts";

const { count } = valueFormat("pl");
const plural = pluralIn("pl");
const STATES: AlertWords["states"] = {
  idle: "wolny/a",
  onContact: "w kontakcie",
  wrapUp: "po kontakcie",
  paused: "przerwa",
};

export const POLISH: AlertWords = {
  language: "pl",
  tones: { critical: "Naruszenie", warning: "Ostrzeżenie", resolved: "Zakończony" },
  handled: { acknowledged: "Przejęty", snoozed: "Odłożony" },
  labels: {
    agent: "Agent",
    burn: "Tempo zużycia",
    canHelp: "Może pomóc",
    contact: "Kontakt",
    department: "Dział",
    free: "Wolni",
    inTime: "W terminie",
    lasted: "Trwał",
    lastEvent: "Ostatnie zdarzenie",
    limit: "Limit",
    longest: "Najdłużej",
    missesLeft: "Zapas",
    noReturn: "Punkt bez powrotu",
    owner: "Opiekun",
    queue: "Kolejka",
    rule: "Reguła",
    since: "Od",
    site: "Ośrodek",
    source: "Źródło",
    state: "Stan",
    team: "Zespół",
    trend: "Trend",
    value: "Wartość",
    waiting: "Czeka",
    worst: "Najgorsza wartość",
  },
  windows: { "5m": "5 min", "15m": "15 min", "30m": "30 min", "60m": "60 min", day: "dziś" },
  channels: { call: "rozmowy", chat: "czaty", email: "e-maile" },
  contacts: { call: "rozmowa", chat: "czat", email: "e-mail" },
  troubles: { waiting: "Długie oczekiwanie", lowScore: "Niska ocena", escalated: "Eskalacja", complaint: "Skarga" },
  states: STATES,
  someAgent: "Agent",
  waitsNoLonger: "już nie czeka",
  unowned: "bez opiekuna",
  targetRule: "cel kolejki",
  silenceRule: "cisza źródła",
  open: "Otwórz alert",
  openContact: "Otwórz kontakt",
  take: "Przejmij",
  linkExpired: "Ten link wygasł",
  linkWrong: "Ten link jest nieprawidłowy",
  alertIsOver: "Alert jest zakończony",
  takenSoon: "Zapisano. Tablice pokażą to za chwilę",
  snoozedUntil: (time) => `Odłożony do ${time}`,
  hasIt: (owner) => `Przejęte: ${owner}`,
  demo: "Demo: kontakty symulowane, nie prawdziwe centrum kontaktu.",
  test: "To jest test odbiorcy. Nic się nie dzieje.",
  points: " p.p.",
  silentMeans:
    "Liczby jego kolejek są z tamtej chwili i żaden inny alert nie zaczyna się ani nie kończy na ich podstawie.",
  silentAdvice: "Sprawdź, co wysyła jego zdarzenia.",
  colon: ": ",
  comma: ", ",
  semicolon: "; ",
  sentence: (text) => `${text.slice(0, 1).toLocaleUpperCase("pl")}${text.slice(1)}.`,
  brackets: (text) => ` (${text})`,
  beyond: (direction, level) => `${side(direction)} ${level}`,
  isBeyond: (compared, lasting) =>
    `${whatIs(compared)}, ${side(compared.direction)} ${compared.level} przez ${lasting}.`,
  isBack: (compared) => `${whatIs(compared)}, już nie ${side(compared.direction)} ${compared.level}.`,
  limit: (level) => `limit ${level}`,
  clearsAt: (level) => `koniec przy ${level}`,
  inTime: (inTime, decided) =>
    `${count(inTime)} z ${count(decided)} ${plural(decided, { one: "kontaktu", other: "kontaktów" })} w terminie.`,
  ofDecided: (inTime, decided) => `${count(inTime)} z ${count(decided)}`,
  lasted: (duration, worst) => `Trwało to ${duration}${worst === null ? "" : `; najgorsza wartość to ${worst}`}.`,
  worstWas: (value) => `najgorzej ${value}`,
  after: (duration) => `po ${duration}`,
  isTooLong: (who, state, duration, limit) => `${who}: ${state} ${duration}, dłużej niż ${limit}.`,
  isOver: (who, state) => `${who}: ${state} już nie za długo.`,
  waitsTooLong: (contact, time, limit) => `Czeka od ${time}, dłużej niż ${limit}: ${contact}.`,
  silentSince: (source, time) => `Brak zdarzeń z ${source} od ${time}`,
  heardAgain: (source) => `Znów są zdarzenia z ${source}`,
  waiting: (waiting) => `${plural(waiting, { few: "czekają", other: "czeka" })} ${count(waiting)}`,
  late: (late) => `${count(late)} po czasie`,
  freeOf: (free, signedIn) => `${count(free)} z ${count(signedIn)}`,
  helper: (name, state, duration) => `${name} (${STATES[state]} ${duration})`,
  trend: (change, before, window) => `${change} (${before} w poprzednich ${window})`,
  asOf: (time) => `Kto czeka i kto jest wolny: stan z ${time}.`,
  clockOf: (zone) => `Wszystkie godziny według zegara ośrodka (${zone}).`,
};

const side = (direction: Compared["direction"]): string => (direction === "below" ? "poniżej" : "powyżej");

const whatIs = ({ title, window, value }: Compared): string =>
  `${title}${window === null ? "" : ` (${window})`}: ${value}`;
