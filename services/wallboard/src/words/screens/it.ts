/** Italian: a television that is paired, and the pages of who looks after screens. */
import type { Words } from "../words.ts";

export const pairingIt: Words["screens"]["pairing"] = {
  title: "Abbina questo schermo",
  revoked: "Questo schermo non è più abbinato. Abbinalo di nuovo per mostrare il tabellone.",
  waiting: "Il tabellone non risponde. Nuovo tentativo tra poco.",
  open: "Su un telefono o un computer apri",
  good: (time) => `Un solo uso, valido per ${time}`,
  qr: "Lo stesso indirizzo con il codice, per la fotocamera di un telefono",
  signIn: "Accedi invece su questo dispositivo",
};
