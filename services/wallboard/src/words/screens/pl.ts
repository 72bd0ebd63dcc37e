/** Polish: a television that is paired, and the pages of who looks after screens. */
import type { Words } from "../words.ts";

export const pairingPl: Words["screens"]["pairing"] = {
  title: "Sparuj ten ekran",
  revoked: "Ten ekran nie jest już sparowany. Sparuj go ponownie, aby pokazywał tablicę.",
  waiting: "Tablica nie odpowiada. Za chwilę kolejna próba.",
  open: "Na telefonie lub komputerze otwórz",
  good: (time) => `Jednorazowy, ważny jeszcze ${time}`,
  qr: "Ten sam adres z kodem, dla aparatu telefonu",
  signIn: "Zamiast tego zaloguj się na tym urządzeniu",
};
