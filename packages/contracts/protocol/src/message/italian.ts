/** Italian. */
import { pluralIn } from "../words/plural.ts";
import { valueFormat } from "../words/value-format.ts";
import type { AlertWords, Compared } from "./alert-words.ts";

const { count } = valueFormat("it");
const plural = pluralIn("it");
const STATES: AlertWords["states"] = {
  idle: "libero",
  onContact: "in contatto",
  wrapUp: "post-contatto",
  paused: "in pausa",
};

export const ITALIAN: AlertWords = {
  language: "it",
  tones: { critical: "Violazione", warning: "Avviso", resolved: "Risolto" },
  labels: {
    agent: "Operatore",
    canHelp: "Può aiutare",
    contact: "Contatto",
    free: "Liberi",
    inTime: "In tempo",
    lasted: "Durata",
    lastEvent: "Ultimo evento",
    limit: "Limite",
    longest: "Attesa massima",
    owner: "Responsabile",
    queue: "Coda",
    rule: "Regola",
    since: "Dalle",
    site: "Sede",
    source: "Fonte",
    state: "Stato",
    team: "Squadra",
    trend: "Andamento",
    value: "Valore",
    waiting: "In attesa",
    worst: "Valore peggiore",
  },
  windows: { "5m": "5 min", "15m": "15 min", "30m": "30 min", "60m": "60 min", day: "oggi" },
  channels: { call: "chiamate", chat: "chat", email: "e-mail" },
  contacts: { call: "chiamata", chat: "chat", email: "e-mail" },
  troubles: { waiting: "Lunga attesa", lowScore: "Voto basso", escalated: "Escalation", complaint: "Reclamo" },
  states: STATES,
  someAgent: "Un operatore",
  waitsNoLonger: "non attende più",
  unowned: "senza responsabile",
  targetRule: "obiettivo della coda",
  silenceRule: "silenzio di una fonte",
  open: "Apri l'allarme",
  openContact: "Apri il contatto",
  take: "Prendi in carico",
  linkExpired: "Questo link è scaduto",
  linkWrong: "Questo link non è valido",
  alertIsOver: "L'allarme è risolto",
  takenSoon: "Registrato. Gli schermi lo mostrano tra poco",
  hasIt: (owner) => `In carico a ${owner}`,
  demo: "Demo: contatti simulati, non un vero contact center.",
  test: "Questa è una prova del destinatario. Non è successo nulla.",
  points: " punti",
  silentMeans: "I numeri delle sue code sono di quel momento, e nessun altro allarme inizia o finisce su di essi.",
  silentAdvice: "Controlla che cosa invia i suoi eventi.",
  colon: ": ",
  comma: ", ",
  semicolon: "; ",
  sentence: (text) => `${text.slice(0, 1).toUpperCase()}${text.slice(1)}.`,
  brackets: (text) => ` (${text})`,
  beyond: (direction, level) => `${side(direction)} ${level}`,
  isBeyond: (compared, lasting) => `${whatIs(compared)}, ${side(compared.direction)} ${compared.level} da ${lasting}.`,
  isBack: (compared) => `${whatIs(compared)}, non più ${side(compared.direction)} ${compared.level}.`,
  limit: (level) => `limite ${level}`,
  clearsAt: (level) => `rientra a ${level}`,
  inTime: (inTime, decided) =>
    `${count(inTime)} su ${count(decided)} ${plural(decided, { one: "contatto", other: "contatti" })} in tempo.`,
  ofDecided: (inTime, decided) => `${count(inTime)} su ${count(decided)}`,
  lasted: (duration, worst) => `È durato ${duration}${worst === null ? "" : `; il valore peggiore è stato ${worst}`}.`,
  worstWas: (value) => `peggiore ${value}`,
  after: (duration) => `dopo ${duration}`,
  isTooLong: (who, state, duration, limit) => `${who}: ${state} da ${duration}, più di ${limit}.`,
  isOver: (who, state) => `${who}: ${state} non più troppo a lungo.`,
  waitsTooLong: (contact, time, limit) => `In attesa dalle ${time}, più di ${limit}: ${contact}.`,
  silentSince: (source, time) => `Nessun evento da ${source} dalle ${time}`,
  heardAgain: (source) => `${source} è di nuovo attiva`,
  waiting: (waiting) => `${count(waiting)} in attesa`,
  late: (late) => `${count(late)} in ritardo`,
  freeOf: (free, signedIn) => `${count(free)} su ${count(signedIn)}`,
  helper: (name, state, duration) => `${name} (${STATES[state]} da ${duration})`,
  trend: (change, before, window) => `${change} (${before} nei ${window} precedenti)`,
  asOf: (time) => `Chi attende e chi è libero: situazione delle ${time}.`,
  clockOf: (zone) => `Tutti gli orari sono quelli della sede (${zone}).`,
};

const side = (direction: Compared["direction"]): string => (direction === "below" ? "sotto" : "sopra");

const whatIs = ({ title, window, value }: Compared): string =>
  `${title}${window === null ? "" : ` (${window})`}: ${value}`;
