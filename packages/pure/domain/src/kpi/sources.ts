/**
 * Where formulas come from: published definitions, by the name each has for the same thing. Said with each KPI, shown on its page. `OURS`
 * is for what nobody publishes, or everybody otherwise: then it says why it is so here. What differs from the work is said, too.
 */
export interface Work {
  readonly title: string;
  /** Where anybody can read it. */
  readonly url: string;
}

export const WORKS = {
  asteriskLog: {
    title: "Asterisk, Queue Logs",
    url: "https://docs.asterisk.org/Operation/Logging/Queue-Logs/",
  },
  asteriskQueue: {
    title: "Asterisk, Queue() application",
    url: "https://docs.asterisk.org/Latest_API/API_Documentation/Dialplan_Applications/Queue/",
  },
  aapor: {
    title: "AAPOR, Standard Definitions: final dispositions of case codes and outcome rates for surveys",
    url: "http://www.aapor.org/Communications/Press-Releases/Latest-Standard-Definitions.aspx",
  },
  ccai: {
    title: "Google Cloud CCAI Platform, Estimated wait time prediction calculation",
    url: "https://docs.cloud.google.com/contact-center/ccai-platform/docs/estimated-wait-time-prediction-calculation",
  },
  cisco: {
    title: "Cisco Unified Intelligence Center, Report Template Reference Guide: definitions",
    url: "http://www.cisco.com/en/US/docs/voice_ip_comm/cust_contact/contact_center/intelligence_suite/intelligence_suite_902/user/guide/CUIC_BK_CD5E4ED8_00_cuic-report-template-reference-guide_chapter_01001.html",
  },
  connect: {
    title: "Amazon Connect, Metric definitions",
    url: "https://docs.aws.amazon.com/connect/latest/adminguide/metrics-definitions.html",
  },
  copc: { title: "COPC Inc., Contact Center Glossary: A", url: "https://copc.com/letter/a" },
  copcBacklog: { title: "COPC Inc., Contact Center Glossary: B", url: "https://copc.com/letter/b" },
  ddsketch: {
    title:
      "Masson et al., DDSketch: a fast and fully-mergeable quantile sketch with relative-error guarantees, VLDB 2019",
    url: "https://arxiv.org/abs/1908.10693",
  },
  delighted: {
    title: "Delighted, How is CSAT calculated?",
    url: "https://help.delighted.com/article/240-how-is-csat-calculated",
  },
  dixon: {
    title: "Dixon, Toman and DeLisi, The Effortless Experience, 2013, as CustomerGauge tells it",
    url: "https://support.customergauge.com/support/solutions/articles/5000755869-customer-effort-score-how-it-s-implemented-in-customergauge",
  },
  genesys: {
    title: "Genesys Cloud, Metric definitions",
    url: "https://help.mypurecloud.com/articles/metric-definitions",
  },
  genesysServiceLevel: {
    title: "Genesys Cloud, Configure the service level calculation",
    url: "https://help.mypurecloud.com/articles/configure-the-service-level-calculation/",
  },
  hyndman: {
    title: "Hyndman and Fan, Sample quantiles in statistical packages, The American Statistician 50(4), 1996",
    url: "https://research.monash.edu/en/publications/sample-quantiles-in-statistical-packages",
  },
  innovar: {
    title: "Casson, Occupancy, the most misunderstood metric",
    url: "http://innovarsolutions.com/innovar-blog-occupancy.html",
  },
  iso10002: {
    title: "ISO 10002:2018, Customer satisfaction: guidelines for complaints handling",
    url: "https://www.iso.org/standard/71580.html",
  },
  little: {
    title: "Little, A proof for the queuing formula: L = λW, Operations Research 9(3), 1961",
    url: "https://doi.org/10.1287/opre.9.3.383",
  },
  plain: {
    title: "Plain, Next response time of a service-level agreement",
    url: "https://www.plain.com/docs/graphql-reference/types/NextResponseTimeServiceLevelAgreement",
  },
  questionpro: {
    title: "QuestionPro, Customer satisfaction (CSAT)",
    url: "https://www.questionpro.com/help/customer-experience/csat-cx.html",
  },
  reichheld: {
    title: "Reichheld, The one number you need to grow, Harvard Business Review, December 2003",
    url: "https://hbr.org/2003/12/the-one-number-you-need-to-grow",
  },
  repeat: {
    title: "AI CX Stack, First contact resolution",
    url: "https://www.aicxstack.com/glossary/first-contact-resolution",
  },
  sogo: {
    title: "SoGoSurvey, Introduction to customer satisfaction",
    url: "https://www.sogosurvey.com/help/introduction-to-customer-satisfaction-csat/",
  },
  ticketBoard: {
    title: "TicketBoard, How to read backlog and aging together",
    url: "https://ticketboard.cc/blog/backlog-aging-zendesk/",
  },
  zendesk: {
    title: "Zendesk, About native Support time duration metrics",
    url: "https://support.zendesk.com/hc/en-us/articles/4408834848154",
  },
  zendeskFirstReply: {
    title: "Zendesk, Calculating first reply time",
    url: "https://support.zendesk.com/hc/en-us/articles/4408821871642",
  },
} as const satisfies Readonly<Record<string, Work>>;

export type WorkId = keyof typeof WORKS;

export interface Source {
  /** Null: ours. */
  readonly work: WorkId | null;
  /** What it is called there; of ours, why it is so. */
  readonly says: string;
  /** In what ours differs. */
  readonly but?: string;
}

export const after = (work: WorkId, says: string, but?: string): Source =>
  but === undefined ? { work, says } : { work, says, but };

export const ours = (why: string): Source => ({ work: null, says: why });
