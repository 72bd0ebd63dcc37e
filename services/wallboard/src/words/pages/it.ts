/** Italian words of charts and of the pages that look back or at one thing. */
import { plural } from "../plural.ts";
import type { PageWords } from "../words.ts";

const p = plural("it");

export const pagesIt: PageWords = {
  chart: {
    forecast: "previsione",
    running: "in corso",
    unknown: "nessun dato",
    restated: "rettificato",
    policy: "da qui un’altra regola",
    here: "qui",
    restatedTimes: (n, shown) =>
      p(n, shown, { one: "rettificato # volta", many: "rettificato # volte", other: "rettificato # volte" }),
    noMore: "Nessuna riga: non è successo nulla",
  },
  queueMore: {
    state: "Stato",
    done: "concluso",
    expected: "previsione",
    contactsOf: (interval) => `Contatti di ${interval}`,
    noContacts: "Qui non conta nessun contatto",
    closeInterval: "Chiudi questi contatti",
    agents: "Chi la serve",
    onContact: "In contatto o post-contatto",
    notNamed: (n, shown) =>
      p(n, shown, {
        one: "un altro, fuori dal tuo ambito (#)",
        many: "altri #, fuori dal tuo ambito",
        other: "altri #, fuori dal tuo ambito",
      }),
    restatedToday: "Rettificato oggi",
    intervals: (n, shown) => p(n, shown, { one: "# intervallo", many: "# intervalli", other: "# intervalli" }),
    never: "mai",
    versions: "Giudicato secondo",
    window: "Finestra",
    answeredOf: (n) => `risposte ${n}`,
    satisfactionOf: (share) => `soddisfazione ${share}`,
    needed: (there, needed) => `presenti ${there}, necessari ${needed}`,
    channels: (queue) => `${queue}: quale canale`,
    channelsHint: "Ogni canale ha una promessa propria, e nessun numero in comune",
    nobodySignedIn: "Nessuno di chi la serve è collegato",
  },
  historyPage: {
    of: "Di chi",
    region: (name) => `Regione ${name}`,
    departments: "Reparti",
    channels: "Canali",
    span: "Periodo",
    spans: {
      today: "Oggi",
      yesterday: "Ieri",
      "this-week": "Questa settimana",
      "last-week": "Settimana scorsa",
      "this-month": "Questo mese",
      "last-month": "Mese scorso",
    },
    dates: "Date",
    from: "Primo giorno",
    to: "Ultimo giorno",
    intervals: { "15m": "15 min", "30m": "30 min", "1h": "1 h", day: "giorni", week: "settimane", month: "mesi" },
    kpis: (n) => `KPI ${n}`,
    kpisLabel: "KPI da mostrare",
    compare: "Accanto alla settimana prima",
    before: "settimana prima",
    beforeOf: (kpi) => `${kpi}, settimana prima`,
    counts: "Contatti",
    none: "Non è conservato nulla, o non è successo nulla",
    summary: (first, last, low) => `da ${first} a ${last}, minimo ${low}`,
  },
};
