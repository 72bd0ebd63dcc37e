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
  provider: {
    signIn: (name) => `Zaloguj się przez ${name}`,
    or: "albo hasłem",
    faults: {
      unavailable: (name) => `${name} nie odpowiada. Spróbuj za chwilę albo zaloguj się hasłem.`,
      declined: (name) => `${name} nie potwierdza logowania.`,
      notVerified: (name) => `Odpowiedź ${name} jest za stara lub nie dotyczy tego logowania. Spróbuj ponownie.`,
      notGranted: (name) =>
        `${name} zna Cię, ale żadna z Twoich grup nie ma dostępu do tej tablicy. Zapytaj administratora.`,
      disabled: (name) => `${name} zna Cię, ale nie możesz się tu logować. Zapytaj administratora.`,
      locked: (name) => `Zbyt wiele nieudanych prób przez ${name}. Spróbuj za kilka minut.`,
    },
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
