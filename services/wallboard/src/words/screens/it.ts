/** Italian: a television that is paired, and the pages of who looks after screens. */
import type { Words } from "../words.ts";

export const screensIt: Words["screens"] = {
  pairing: {
    title: "Abbina questo schermo",
    revoked: "Questo schermo non è più abbinato. Abbinalo di nuovo per mostrare il tabellone.",
    waiting: "Il tabellone non risponde. Nuovo tentativo tra poco.",
    open: "Su un telefono o un computer apri",
    good: (time) => `Un solo uso, valido per ${time}`,
    qr: "Lo stesso indirizzo con il codice, per la fotocamera di un telefono",
    signIn: "Accedi invece su questo dispositivo",
  },
  page: {
    title: "Schermi",
    pair: "Abbina uno schermo",
    openOnScreen: "Apri questo sullo schermo; mostra un codice:",
    code: "Codice sullo schermo",
    codeHint: (n) => `${n} caratteri, un solo uso, valido dieci minuti`,
    name: "Come si chiama",
    nameHint: "Il posto dove è appeso, così qualcuno lo trova.",
    profile: "Profilo di privacy",
    agents: {
      names: "Operatori per nome: lo legge chiunque passi.",
      pseudonyms: "Operatori senza nome.",
      groups: "Operatori solo in gruppi; le code piccole non si vedono.",
    },
    rights:
      "Legge soltanto, non mostra nulla di un singolo operatore o contatto; revocato, si spegne entro cinque secondi.",
    approve: "Approva",
    paired: (name) => `${name} è abbinato`,
    notYou: "Solo un responsabile o un amministratore cura gli schermi.",
    none: "Nessuno schermo è ancora abbinato.",
    states: {
      painting: "Attivo",
      old: "Versione vecchia",
      silent: "Muto",
      revoked: "Revocato",
    },
    neverPainted: "non ha ancora mostrato nulla",
    lastPainted: (time) => `ultima immagine ${time}`,
    paintedAgo: (age) => `immagine di ${age} fa`,
    oldHint: "Prende da sé la nuova versione al cambio di pagina.",
    identify: "Identifica",
    reload: "Ricarica",
    told: {
      identify: "Ora mostra il suo nome.",
      reload: "Si ricarica.",
    },
    revokeHint: "Entro cinque secondi mostra che va abbinato di nuovo.",
  },
};
