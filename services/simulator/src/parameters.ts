/**
 * The numbers that make the simulated centre credible, each with its origin. "Bank" is the Anonymous Bank, February
 * 1999 (Technion), derived from its call rows; "assumed" says that no public figure was found.
 */
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

/**
 * Share of a weekday's calls by half hour from 00:00. Wednesdays of 634,078 calls in December 2022 (examples of
 * pyworkforce, MIT, with the dates corrected by the weekend dip).
 */
export const HALF_HOUR_SHARE: readonly number[] = [
  0.00112, 0.001, 0.00104, 0.00119, 0.00133, 0.00227, 0.0029, 0.00339, 0.00427, 0.00543, 0.00644, 0.00809, 0.00995,
  0.01176, 0.01438, 0.01695, 0.02169, 0.0281, 0.03713, 0.04687, 0.05056, 0.0532, 0.05297, 0.05131, 0.0496, 0.04645,
  0.04614, 0.04621, 0.04587, 0.0455, 0.0433, 0.04247, 0.03858, 0.03351, 0.02764, 0.02268, 0.01754, 0.01353, 0.01065,
  0.00846, 0.00659, 0.00527, 0.00471, 0.0037, 0.00311, 0.00225, 0.00168, 0.00124,
];

/** Shape of the gamma factor from day to day (umontreal-simul contactcenters, mskSimple.xml). */
export const DAY_FACTOR_SHAPE = 28.7;
/** Monday has 19.7 % and Sunday 6.3 % of a week's calls (cca2z.com): a Monday over the mean of Tuesday to Saturday. */
export const MONDAY_FACTOR = 19.7 / ((100 - 19.7 - 6.3) / 5);
/** Calls bunch just after the full hour (callcentrehelper.com, no figure given); height and decay assumed. */
export const HOUR_BUNCH = 0.25;
export const HOUR_BUNCH_DECAY = 6 * MINUTE;

/** Talk time and patience of a kind of call, seconds. */
export interface CallProfile {
  readonly talkMean: number;
  readonly talkDeviation: number;
  readonly patienceMean: number;
}

/** Bank: mean and deviation of service time (its log fit is inflated by calls below 10 s), exponential patience by maximum likelihood. */
export const CALL_PROFILES: readonly CallProfile[] = [
  { talkMean: 108.7, talkDeviation: 145.9, patienceMean: 213.1 }, // prospects
  { talkMean: 179.6, talkDeviation: 218, patienceMean: 347.3 }, // all kinds
  { talkMean: 186.9, talkDeviation: 210.3, patienceMean: 448.5 }, // regular
  { talkMean: 267.4, talkDeviation: 348.4, patienceMean: 467.7 }, // internet
];

/** The bank's calls below 10 s are an artefact of that centre. */
export const SHORTEST_TALK = 10;
/** Assumed: a log-normal has a long tail, a centre has supervisors. */
export const LONGEST_TALK = 45 * 60;
/** Assumed: callers who hang up at once when they hear that they must wait. */
export const IMPATIENT_SHARE = 0.05;
/** Assumed, seconds: in the menu before the queue. */
export const MENU_MEAN = 8;
/** A hold on a part of the calls; 25.8 s over all calls of 302 s (secondary source), scaled to this centre's shorter calls. */
export const HOLD_SHARE = 0.3;
export const HOLD_MEAN = 40;
/** Assumed, seconds: ringing at an agent, wrap-up. */
export const RING: readonly [number, number] = [2, 6];
export const WRAP_UP_MEAN = 28;
export const WRAP_UP_DEVIATION = 20;
/** Assumed shares and seconds. */
export const NOT_ANSWERED_SHARE = 0.015;
export const NOT_ANSWERED_RING = 18;
export const NOT_ANSWERED_PAUSE: readonly [number, number] = [45, 150];
export const TRANSFER_SHARE = 0.06;
export const ESCALATED_SHARE = 0.008;
export const CLOSED_SHARE = 0.004;
export const CALLBACK_SHARE = 0.12;
export const CALLBACK_OFFERED: readonly [number, number] = [60, 120];
/** Seconds after it was promised; assumed. */
export const CALLED_BACK_AFTER: readonly [number, number] = [10 * 60, 25 * 60];
export const QUEUE_TIMEOUT = 240;
/** Calls that may wait, per agent of the queue; more are refused as full. */
export const QUEUE_LIMIT_PER_AGENT = 2;

/** Comm100 benchmark: a chat lasts 11 min 55 s. Deviation and patience assumed. */
export const CHAT_MEAN = 715;
export const CHAT_DEVIATION = 380;
export const CHAT_PATIENCE_MEAN = 240;
/** Amazon's sample routing profile: three chats at once. */
export const CHAT_SLOTS = 3;
/** Assumed: share of the slots that the arrivals fill; an average of two chats is the stated optimum (supportman.io). */
export const CHAT_LOAD = 0.78;
/** Silent abandonment (arXiv 2304.11754 states 3–70 % of customers): the agent writes, nobody is there. */
export const CHAT_SILENT_SHARE = 0.04;
/** Zendesk Q1 2015: 96 s to the first reply, wait included; assumed seconds for typing. */
export const CHAT_FIRST_REPLY: readonly [number, number] = [8, 40];
export const CHAT_CUSTOMER_TYPES = 38;
export const CHAT_AGENT_TYPES = 42;

/** Assumed: no public backlog model was found. */
export const MAIL_HANDLE_MEAN = 300;
export const MAIL_HANDLE_DEVIATION = 240;
export const MAIL_LOAD = 0.82;
export const MAIL_BACKLOG_PER_AGENT = 2;
export const MAIL_REOPENED_SHARE = 0.08;
export const MAIL_REOPENED_AFTER: readonly [number, number] = [10 * 60, 45 * 60];

/** Response rates run from below 1 % to above 60 % (vocalabs.com); asked at once, so on the better side. */
export const SURVEY_SHARE = 0.18;
/** Of those who would not answer, so many are asked all the same: two in five of those who are asked answer. Assumed. */
export const SURVEY_IN_VAIN_SHARE = 0.33;
export const SURVEY_AFTER: readonly [number, number] = [60, 8 * 60];
/** Answers 1 to 5 of 4,054 rated calls (PwC training set, synthetic). */
export const SURVEY_SCORES: readonly number[] = [417, 396, 1218, 1180, 843];
/** Assumed: who was served in time is now and then a box kinder than that set. */
export const SURVEY_KIND_SHARE = 0.6;

/** Of those who answer; assumed. */
export const ASKED_TO_RECOMMEND = 0.35;
export const ASKED_HOW_EASY = 0.25;

/** A shift, the rest after it, and its breaks; assumed (a European eight-hour day). */
export const SHIFT = 450 * MINUTE;
export const REST = 45 * MINUTE;
export const BREAKS: readonly (readonly [from: number, to: number])[] = [
  [105 * MINUTE, 117 * MINUTE],
  [210 * MINUTE, 240 * MINUTE],
  [330 * MINUTE, 342 * MINUTE],
];

/**
 * Square-root staffing (Halfin and Whitt, 1981): n agents carry the load n − β√n at one level of service whatever n is.
 * β is set so that 80 % in 20 s come out.
 */
export const STAFFING_BETA = 0.35;
/** Staff is planned by forecast; this share of a deviation from the mean is felt as load. Assumed. */
export const UNFORESEEN_SHARE = 0.4;

export const HEARTBEAT_EVERY = 10 * SECOND;
