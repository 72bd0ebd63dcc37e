/** Italian. */
import type { Words } from "../words.ts";

export const accessIt: Words["access"] = {
  signIn: {
    title: "Accedi",
    user: "Nome utente",
    password: "Password",
    show: "Mostra",
    hide: "Nascondi",
    checking: "Verifica in corso",
    refused: "Nome o password errati, oppure l’utente non può accedere. Riprova o chiedi a un amministratore.",
    locked: (time) => `Troppi tentativi falliti. Riprova tra ${time}, o chiedi a un amministratore un’altra password.`,
    again: "Ora puoi riprovare.",
    unavailable: "L’accesso non può essere verificato ora. Riprova tra poco.",
    ended: "La sessione è terminata. Accedi per tornare dov’eri.",
    out: "Hai effettuato l’uscita",
    noUsers:
      "Qui nessuno accede con una password. Apri l’indirizzo che contiene il token di questo pannello, o chiedi a chi lo gestisce.",
  },
  provider: {
    signIn: (name) => `Accedi con ${name}`,
    or: "oppure con una password",
    faults: {
      unavailable: (name) => `${name} non risponde. Riprova tra poco, o accedi con una password.`,
      declined: (name) => `${name} non ha confermato l’accesso.`,
      notVerified: (name) => `La risposta di ${name} è troppo vecchia o non riguarda questo accesso. Riprova.`,
      notGranted: (name) =>
        `${name} ti conosce, ma nessuno dei tuoi gruppi può vedere questo pannello. Chiedi a un amministratore.`,
      disabled: (name) => `${name} ti conosce, ma qui non puoi accedere. Chiedi a un amministratore.`,
      locked: (name) => `Troppi tentativi falliti con ${name}. Riprova tra qualche minuto.`,
    },
  },
  account: {
    title: "Tu",
    open: "Aperto su questa macchina",
    openShort: "Aperto",
    openHint: "Nessuno deve accedere: chi è su questa macchina può fare tutto. Finisce con il primo utente.",
    token: (name) => `Dal token di questo browser: ${name}`,
    role: "Ruolo",
    sites: "Sedi",
    queues: "Code",
    teams: "Squadre",
    everything: "tutte",
    signOut: "Esci",
    forget: "Dimentica il token",
    roles: { viewer: "Osservatore", supervisor: "Supervisore", manager: "Responsabile", admin: "Amministratore" },
  },
};
