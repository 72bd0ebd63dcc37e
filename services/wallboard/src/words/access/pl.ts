/** Polish. */
import type { Words } from "../words.ts";

export const accessPl: Words["access"] = {
  signIn: {
    title: "Zaloguj się",
    user: "Nazwa użytkownika",
    password: "Hasło",
    show: "Pokaż",
    hide: "Ukryj",
    checking: "Sprawdzanie",
    refused:
      "Nazwa lub hasło są nieprawidłowe albo użytkownik nie może się logować. Spróbuj ponownie lub zapytaj administratora.",
    locked: (time) => `Zbyt wiele nieudanych prób. Spróbuj ponownie za ${time} lub poproś administratora o nowe hasło.`,
    again: "Możesz spróbować ponownie.",
    unavailable: "Logowania nie można teraz sprawdzić. Spróbuj za chwilę.",
    ended: "Sesja wygasła. Zaloguj się, aby wrócić tam, gdzie byłeś.",
    out: "Wylogowano",
    noUsers:
      "Tutaj nikt nie loguje się hasłem. Otwórz adres z tokenem tej tablicy lub zapytaj osobę, która ją prowadzi.",
  },
  account: {
    title: "Ty",
    open: "Otwarte na tym komputerze",
    openShort: "Otwarte",
    openHint:
      "Nikt nie musi się logować: kto jest przy tym komputerze, może wszystko. Kończy się to z pierwszym użytkownikiem.",
    token: (name) => `Na podstawie tokenu tej przeglądarki: ${name}`,
    role: "Rola",
    sites: "Ośrodki",
    queues: "Kolejki",
    teams: "Zespoły",
    everything: "wszystkie",
    signOut: "Wyloguj się",
    forget: "Zapomnij token",
    roles: { viewer: "Obserwator", supervisor: "Supervisor", manager: "Menedżer", admin: "Administrator" },
  },
};
