export { type AlertMessage, alertMessage, type MessageFact } from "./alert-message.ts";
export type { Tone } from "./alert-words.ts";
export { toldEpisode } from "./episode-key.ts";
export type { Helper, LiveMoment } from "./live-moment.ts";
export { messageHtml, TONE_COLOURS } from "./message-html.ts";
export type { MessageSetting } from "./message-part.ts";
export { messageText } from "./message-text.ts";
export { ALERT_WORDS } from "./words-of.ts";
