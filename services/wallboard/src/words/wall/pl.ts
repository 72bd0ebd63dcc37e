/** Polish: what only a wall says. */
import { plural } from "../plural.ts";
import type { Words } from "../words.ts";

const p = plural("pl");

export const wall: Words["wall"] = {
  allOnTarget: "Wszystkie w celu",
  othersOnTarget: "Pozostałe w celu",
  withoutData: (n, shown) =>
    p(n, shown, { one: "# bez danych", few: "# bez danych", many: "# bez danych", other: "# bez danych" }),
  notTold: (n, shown) =>
    p(n, shown, { one: "nie podano: #", few: "nie podano: #", many: "nie podano: #", other: "nie podano: #" }),
  closed: (n, shown) =>
    p(n, shown, { one: "# zamknięta", few: "# zamknięte", many: "# zamkniętych", other: "# zamkniętej" }),
  breaches: (n, shown) =>
    p(n, shown, { one: "# naruszenie", few: "# naruszenia", many: "# naruszeń", other: "# naruszenia" }),
  below: (n, shown) =>
    p(n, shown, {
      one: "# poniżej celu",
      few: "# poniżej celu",
      many: "# poniżej celu",
      other: "# poniżej celu",
    }),
  more: (n, shown) => p(n, shown, { one: "jeszcze #", few: "jeszcze #", many: "jeszcze #", other: "jeszcze #" }),
  limit: (limit) => `limit ${limit}`,
  noOwner: "bez opiekuna",
  waiting: "czeka",
  free: "wolnych",
  hours: (text) => `${text} h`,
  controls: "Ten ekran",
  hold: "Zatrzymaj stronę",
  goOn: "Zmieniaj strony",
  next: "Następna strona",
  previous: "Poprzednia strona",
  fullScreen: "Pełny ekran",
  soundOn: "Dźwięk włączony",
  soundOff: "Dźwięk wyłączony",
  soundBlocked: "Dźwięk zablokowany",
  rising: "rośnie",
  falling: "spada",
  noSuchBoard: (id: string) => `Nie ma tablicy „${id}”, którą możesz zobaczyć.`,
  usualBoard: "Zwykła tablica",
};
