/** English: a television that is paired, and the pages of who looks after screens. */
export const pairingEn = {
  title: "Pair this screen",
  revoked: "This screen is paired no more. Pair it again to show the board.",
  waiting: "The board does not answer. It is asked again in a moment.",
  open: "On a phone or a desk, open",
  good: (time: string) => `One use, good for ${time}`,
  qr: "The same address with the code, for the camera of a phone",
  signIn: "Sign in on this device instead",
};
