/** Italian: the pages of who looks after screens, at a desk; apart, so that no television loads them. */
import type { Words } from "../words.ts";

export const screensPageIt: Words["screens"]["page"] = {
  title: "Schermi",
  boards: "Lavagne",
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
};
