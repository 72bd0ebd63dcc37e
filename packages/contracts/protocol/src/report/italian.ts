import { pluralIn } from "../words/plural.ts";
import { valueFormat } from "../words/value-format.ts";
import { type ReportWords, reportWords } from "./report-words.ts";

const { count } = valueFormat("it");
const form = pluralIn("it");

export const ITALIAN: ReportWords = reportWords("it", {
  dates: "it",
  heading: "Rapporto giornaliero",
  demo: "Demo: contatti simulati, non è un vero contact center",
  demoMark: "[DEMO]",
  goals: "Obiettivi",
  inNumbers: "La giornata in numeri",
  worst: "Momenti peggiori",
  restated: "Corretto in seguito",
  queue: "Coda",
  team: "Team",
  goal: "Obiettivo",
  value: "Giorno",
  target: "Target",
  state: "Esito",
  interval: "Ora",
  of: "Di",
  inTime: "In tempo",
  serviceLevel: "Livello di servizio",
  first: "Prima",
  now: "Adesso",
  wholeDay: "Tutto il giorno",
  noWorst: "In nessuno di essi una coda è scesa sotto il suo obiettivo.",
  notRestated: "Nessun numero della giornata è stato corretto in seguito.",
  weekBefore: (weekday) => `${weekday} precedente`,
  subjectOf: (name, date, verdict) => `Rapporto giornaliero: ${name}, ${date} – ${verdict}`,
  verdictOf: ({ goals, judged, reached, noData }) => {
    if (goals === 0) return "Non ci sono obiettivi.";
    const rest = noData === 0 ? "" : ` Senza dati: ${count(noData)}.`;
    if (judged === 0) return "Di nessun obiettivo ci sono dati.";
    if (reached === judged) return `${judged === 1 ? "Obiettivo raggiunto" : "Tutti gli obiettivi raggiunti"}.${rest}`;
    return `Obiettivi raggiunti: ${count(reached)} su ${count(judged)}.${rest}`;
  },
  shortVerdict: ({ goals, judged, reached }) => {
    if (goals === 0) return "nessun obiettivo";
    return judged === 0 ? "nessun dato" : `obiettivi raggiunti: ${count(reached)} su ${count(judged)}`;
  },
  by: (of) => (of === "queue" ? "Per coda" : "Per team"),
  columns: { abandonRate: "Abbandoni", averageSpeedOfAnswer: "Tempo di risposta", averageHandleTime: "Gestione" },
  stateOf: ({ state }) => ({ reached: "Raggiunto", missed: "Mancato", noData: "Nessun dato" })[state],
  limit: (better, level) => `${better === "higher" ? "almeno" : "al massimo"} ${level}`,
  toSpare: (number) => `${number} di margine`,
  tooMany: (number) => `${number} di troppo`,
  ofDecided: (inTime, decided) => `${count(inTime)} su ${count(decided)}`,
  targetOf: (level) => `target ${level}`,
  worstAmong: (length) =>
    `${length === "15m" ? "I quarti d’ora" : "Le mezz’ore"} con più contatti mancati oltre quanto l’obiettivo consente.`,
  restatedCount: (quarters) =>
    quarters === 0
      ? "Alcuni numeri della giornata sono stati corretti dopo essere stati comunicati."
      : `I numeri di ${count(quarters)} ${form(quarters, { one: "quarto d’ora", other: "quarti d’ora" })} sono stati corretti dopo essere stati comunicati, da eventi arrivati in ritardo.`,
  more: (number) =>
    `${form(number, { one: "Un altro non è elencato", other: `Altri ${count(number)} non sono elencati` })}.`,
  judgedBy: (policies) => `I livelli di servizio sono calcolati secondo: ${policies.join(", ")}.`,
  clockOf: (zone) => `Tutti gli orari sono quelli del sito (${zone}).`,
});
