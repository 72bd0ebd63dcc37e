/** Italian: what only a wall says. */
import { plural } from "../plural.ts";
import type { Words } from "../words.ts";

const p = plural("it");

export const wall: Words["wall"] = {
  allOnTarget: "Tutte in obiettivo",
  othersOnTarget: "Tutte le altre in obiettivo",
  withoutData: (n, shown) => p(n, shown, { one: "# senza dati", many: "# senza dati", other: "# senza dati" }),
  notTold: (n, shown) => p(n, shown, { one: "# non indicata", many: "# non indicate", other: "# non indicate" }),
  closed: (n, shown) => p(n, shown, { one: "# chiusa", many: "# chiuse", other: "# chiuse" }),
  breaches: (n, shown) => p(n, shown, { one: "# violazione", many: "# violazioni", other: "# violazioni" }),
  below: (n, shown) => p(n, shown, { one: "# sotto obiettivo", many: "# sotto obiettivo", other: "# sotto obiettivo" }),
  more: (n, shown) => p(n, shown, { one: "altra #", many: "altre #", other: "altre #" }),
  limit: (limit) => `limite ${limit}`,
  noOwner: "senza responsabile",
  waiting: "in attesa",
  free: "liberi",
  hours: (text) => `${text} h`,
  controls: "Questo schermo",
  hold: "Ferma la pagina",
  goOn: "Cambia le pagine",
  next: "Pagina successiva",
  previous: "Pagina precedente",
  fullScreen: "Schermo intero",
  soundOn: "Suono acceso",
  soundOff: "Suono spento",
  soundBlocked: "Suono bloccato",
  rising: "in aumento",
  falling: "in calo",
  noSuchBoard: (id: string) => `Non c’è una lavagna «${id}» visibile per te.`,
  usualBoard: "Quella abituale",
};
