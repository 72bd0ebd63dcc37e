/** Polish: the pages of who looks after screens, at a desk; apart, so that no television loads them. */
import type { Words } from "../words.ts";

export const screensPagePl: Words["screens"]["page"] = {
  title: "Ekrany",
  boards: "Tablice",
  pair: "Sparuj ekran",
  openOnScreen: "Otwórz to na ekranie; pokaże kod:",
  code: "Kod na ekranie",
  codeHint: (n) => `Znaków: ${n}, jednorazowy, ważny dziesięć minut`,
  name: "Jak się nazywa",
  nameHint: "Miejsce, w którym wisi, żeby ktoś go znalazł.",
  profile: "Profil prywatności",
  agents: {
    names: "Agenci z nazwiska: przeczyta to każdy, kto przechodzi.",
    pseudonyms: "Agenci bez nazwisk.",
    groups: "Agenci tylko w grupach; małych kolejek nie widać.",
  },
  rights: "Tylko czyta, nie pokazuje niczego o pojedynczym agencie ani kontakcie; unieważniony gaśnie w pięć sekund.",
  approve: "Zatwierdź",
  paired: (name) => `${name} jest sparowany`,
  notYou: "Ekranami zajmuje się tylko kierownik lub administrator.",
  none: "Żaden ekran nie jest jeszcze sparowany.",
  states: {
    painting: "Wyświetla",
    old: "Stara wersja",
    silent: "Milczy",
    revoked: "Unieważniony",
  },
  neverPainted: "jeszcze nic nie wyświetlił",
  lastPainted: (time) => `ostatnio wyświetlał ${time}`,
  paintedAgo: (age) => `wyświetlił ${age} temu`,
  oldHint: "Sam weźmie nową wersję przy zmianie strony.",
  identify: "Wskaż",
  reload: "Przeładuj",
  told: {
    identify: "Pokazuje teraz swoją nazwę.",
    reload: "Ładuje się od nowa.",
  },
  revokeHint: "W ciągu pięciu sekund pokaże, że trzeba go sparować ponownie.",
};
