/** English: signing in, who one is, and the pages of those who say who may what. */
export const accessEn = {
  signIn: {
    title: "Sign in",
    user: "User name",
    password: "Password",
    show: "Show",
    hide: "Hide",
    checking: "Checking",
    refused: "Name or password is wrong, or the user may not sign in. Try again, or ask an admin.",
    locked: (time: string) => `Too many tries have failed. Try again in ${time}, or ask an admin for another password.`,
    again: "You can try again now.",
    unavailable: "Signing in cannot be checked now. Try again in a moment.",
    ended: "Your session has ended. Sign in to go on where you were.",
    out: "You are signed out",
    noUsers:
      "Nobody signs in with a password here. Open the address that holds this board’s token, or ask whoever runs it.",
  },
  account: {
    title: "You",
    open: "Open on this machine",
    openShort: "Open",
    openHint: "Nobody has to sign in: whoever is on this machine may do everything. The first user ends that.",
    token: (name: string) => `Shown by this browser’s token ${name}`,
    role: "Role",
    sites: "Sites",
    queues: "Queues",
    teams: "Teams",
    everything: "all",
    signOut: "Sign out",
    forget: "Forget the token",
    roles: { viewer: "Viewer", supervisor: "Supervisor", manager: "Manager", admin: "Admin" },
  },
};
