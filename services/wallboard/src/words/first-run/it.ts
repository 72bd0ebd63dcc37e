/** Italian: the page before the first event. */
import type { FirstRunWords } from "./first-run-words.ts";

export const firstRunIt: FirstRunWords = {
  title: "In attesa del primo evento",
  hint: "Questa pagina diventa da sola la vostra sala.",
  done: "fatto",
  copy: "Copia",
  copied: "Copiato",
  steps: {
    running: "Floorwalker è in funzione",
    source: "Collegare una sorgente",
    contact: "Vedere il primo contatto",
    queues: "Dare nomi e obiettivi alle code",
  },
  runningSince: (build) => `versione ${build}`,
  sourceHow:
    "Seguire il queue_log di Asterisk (npm start -- --queue-log FILE), leggere da Kafka oppure inviare un evento:",
  sourcesKnown: (names) => `note: ${names}`,
  queuesHow:
    "npx floorwalker config init scrive una configurazione. Fino ad allora: chiamate entro 20 s, chat 60 s, e-mail 4 h.",
  queuesKnown: (names) => `configurate: ${names}`,
  contactHow: "Compare qui entro un secondo.",
  none: "Nessun centralino a portata di mano?",
  demo: "Un call center simulato",
  replay: "Una giornata registrata",
};
