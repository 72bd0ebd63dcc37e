export type {
  Account,
  AccountKind,
  ApiToken,
  BoardDocument,
  BoardDraft,
  Failures,
  Painted,
  Pairing,
  Screen,
  Session,
  StoredBoard,
  Ticket,
  User,
} from "./access/account.ts";
export { accountOf, accountText } from "./access/account-text.ts";
export {
  AUDITED,
  type AuditEntry,
  type Audited,
  type AuditedBy,
  auditEntryOf,
  auditId,
  auditText,
} from "./access/audit-entry.ts";
export { has, type Identity, maySee, type Needs } from "./access/identity.ts";
export { mayAs, ROLES, type Role } from "./access/role.ts";
export { type AccessPart, type AccessScope, covers, EVERYTHING, isEverything, isWithin } from "./access/scope.ts";
export { secretOf, secretText } from "./access/secret-text.ts";
export { type AgentPlan, type PlannedStretch, plannedOn } from "./agent/agent-plan.ts";
export {
  ABSENT,
  AGENT_STATES,
  AGENT_TIME,
  type AgentState,
  isImplied,
  SIGNED_OUT,
  STATE_COUNTERS,
  type StateCode,
  stateOf,
} from "./agent/agent-state.ts";
export { AgentStatus, NOBODY } from "./agent/agent-status.ts";
export { addPresent, type Duty, keepsTo, type Scheduled, scheduledOf } from "./agent/duty.ts";
export { type Membership, NO_QUEUE } from "./agent/membership.ts";
export { type AgentAlertInput, type AgentRule, overLimitAt, stepAgentAlert } from "./alert/agent-alert.ts";
export type {
  AgentFacts,
  AlertFacts,
  BudgetFacts,
  ContactAlertFacts,
  ExternalFacts,
  KpiFacts,
  SourceFacts,
  ToldFacts,
} from "./alert/alert-facts.ts";
export {
  type AlertGroup,
  GROUP_DEFAULTS,
  type GroupChange,
  type GroupMember,
  type GroupSetting,
  type GroupStep,
  stepGroup,
  withMember,
} from "./alert/alert-group.ts";
export { type AlertScope, alertKey, alertScope, TOLD_STATES, type ToldState } from "./alert/alert-key.ts";
export {
  BUDGET_DEFAULTS,
  type BudgetAlertInput,
  type BudgetInput,
  type BudgetReading,
  type BudgetRule,
  type BurnCondition,
  budgetReading,
  stepBudgetAlert,
} from "./alert/budget-alert.ts";
export {
  CONTACT_ALERT_MS,
  CONTACT_TROUBLES,
  type ContactAlertInput,
  type ContactRule,
  type ContactTrouble,
  contactChangesAt,
  stepContactAlert,
} from "./alert/contact-alert.ts";
export { DEFAULT_RULE_IDS, onOne, replacesTarget, silenceRule, targetRule } from "./alert/default-rules.ts";
export {
  EXTERNAL_ORIGINS,
  EXTERNAL_TYPE,
  type ExternalAlertEvent,
  type ExternalOrigin,
  type ExternalRule,
  type ExternalTold,
  externalChangesAt,
  externalRule,
  type GatewayEvent,
  laterTold,
  MOST_EXTERNAL,
  stepExternalAlert,
} from "./alert/external-alert.ts";
export {
  type Action,
  canUndo,
  goesOn,
  type Handling,
  handlingOf,
  MOST_ACTIONS,
  MOST_NOTES,
  type Note,
  type Taken,
  UNDO_MS,
  UNHANDLED,
  undoable,
  withAction,
} from "./alert/handling.ts";
export { type KpiAlertInput, type KpiCondition, type KpiRule, stepKpiAlert } from "./alert/kpi-alert.ts";
export { EACH, type Each, isSameScope, type NumberScope, scopeOfRule } from "./alert/number-scope.ts";
export { OPERATOR_PREFIX, OPERATOR_TYPES, type OperatorEvent, type OperatorType } from "./alert/operator-event.ts";
export { NOT_KEPT, type NotKept, notRehearsable } from "./alert/rehearsal/rehearsable.ts";
export type { RehearsedEpisode, RehearsedMessage } from "./alert/rehearsal/rehearsed.ts";
export { type RehearsedRun, rehearsedRun } from "./alert/rehearsal/rehearsed-run.ts";
export { ruleWith, type Variant, variantOf, variantsOf } from "./alert/rehearsal/variants.ts";
export type { AlertRule } from "./alert/rule.ts";
export { WINDOW_IDS, type WindowId } from "./alert/rule-base.ts";
export {
  addQuality,
  type EndedEpisode,
  NO_QUALITY,
  QUALITY_COUNTS,
  type RuleQuality,
  withEnd,
  withFiring,
} from "./alert/rule-quality.ts";
export { type SourceAlertInput, type SourceRule, stepSourceAlert } from "./alert/source-alert.ts";
export { type AlertState, type AlertStep, INACTIVE, stepAlert } from "./alert/step-alert.ts";
export {
  type EscalationStep,
  type Message,
  stepTelling,
  type Telling,
  type TellingRule,
  TOLD_NOBODY,
} from "./alert/step-telling.ts";
export { worstValue } from "./alert/worst-value.ts";
export {
  AGE_PARTS,
  agePart,
  BACKLOG_PARTS,
  type BacklogCounts,
  type BacklogPart,
  DUE_PARTS,
  duePart,
  isBacklogPart,
} from "./backlog/backlog.ts";
export { type BacklogBounds, usualBounds } from "./backlog/backlog-bounds.ts";
export { Calendar, type Opening } from "./calendar/calendar.ts";
export { editedDays } from "./calendar/edited-days.ts";
export { elapsedTogether } from "./calendar/elapsed-together.ts";
export {
  ALWAYS,
  NOTHING_SPECIAL,
  type OpeningHours,
  type OpenRange,
  type SpecialDay,
} from "./calendar/opening-hours.ts";
export {
  agentCell,
  agentQueueCell,
  type CellKey,
  type CellKind,
  type CellName,
  cellKind,
  cellName,
  channelCell,
  keyOfCell,
  queueCell,
  SITE_CELL,
  tagCell,
  teamCell,
} from "./cell/cell-key.ts";
export { type Counted, type Counting, cellsOf, WINDOWS_OF } from "./cell/cells-of.ts";
export { ContactFolder } from "./contact/contact-folder.ts";
export type { ContributionSink, WorkKind } from "./contact/contribution-sink.ts";
export { FIRST_CONTACT, type FirstContact, type FoldContext } from "./contact/fold-context.ts";
export {
  type EventNames,
  FoldEvent,
  KINDS,
  MEASURES,
  PARTIES,
  REASONS,
  reasonCode,
  typeCode,
} from "./contact/fold-event.ts";
export { FoldOrder, type StoredEvents } from "./contact/fold-order.ts";
export type { Folded, NameTexts, TextNames } from "./contact/folded-course.ts";
export type { Leg } from "./contact/leg.ts";
export { type Name, NONE, UNKNOWN } from "./contact/name.ts";
export type { Pool } from "./contact/pool.ts";
export { talkLostAt } from "./contact/silence.ts";
export type { Stay, StayOutcome } from "./contact/stay.ts";
export type { Stray } from "./contact/stray.ts";
export { surveyScore } from "./contact/survey-score.ts";
export type { Contribution } from "./contribution.ts";
export {
  ANSWERED_WAIT,
  C,
  COUNTER_COUNT,
  COUNTERS,
  type CounterName,
  type Counters,
  FINISHED_WAIT,
  newCounters,
} from "./counters.ts";
export { type Change, type Dated, inForce, inForceWithin, settingAt } from "./dated.ts";
export {
  type CanonicalEvent,
  CHANNELS,
  type Channel,
  EVENT_TYPES,
  type EventData,
  type EventType,
  type FlowOutReason,
  isOfSurvey,
  type RefusalReason,
} from "./event.ts";
export { type Insertion, insertEvent } from "./event-list.ts";
export { compareEvents, contentOf, replaces, sameEvent } from "./event-order.ts";
export {
  type AddedAmount,
  type AddedAmounts,
  type ContactFacts,
  type ContactFactsKey,
  latestFacts,
} from "./fact/contact-facts.ts";
export { FACT_OUTCOMES, type Fact, type FactOutcome } from "./fact/fact.ts";
export { beganAfter, REACH_STEPS, reachStepOf } from "./fact/reach.ts";
export { isFormerAgent, withoutAgents } from "./fact/without-agents.ts";
export { factOfWritten, factsText, NO_FACT, type WrittenFact, writtenFact } from "./fact/written-fact.ts";
export {
  ENTRY_NAMES,
  FLOW_SIZE,
  flowOf,
  flowOfWait,
  WAIT_BOUNDS_MS,
} from "./flow.ts";
export type { Target } from "./goal/budget.ts";
export { type Better, type Goal, type GoalChange, type GoalScope, goalsOf, liveKpiOf, targetAt } from "./goal/goal.ts";
export { goalCells, type ScopeOfSite } from "./goal/goal-cells.ts";
export {
  BURN_WINDOWS,
  type BurnWindow,
  type ByClose,
  type GoalProgress,
  type GoalState,
  goalProgress,
  isShare,
} from "./goal/goal-progress.ts";
export { hasSides, type Sides, sidesOf } from "./goal/sides.ts";
export {
  type ByEnd,
  type ComingDay,
  type JudgedDay,
  type SpanInput,
  type SpanProgress,
  spanProgress,
  spanReached,
} from "./goal/span-progress.ts";
export {
  type Interval,
  type IntervalKey,
  type IntervalNumbers,
  type IntervalVersion,
  isLater,
  type KeptLength,
  latestOf,
} from "./history/interval.ts";
export { kpisOfCell, type NumbersOf, numbersOf } from "./history/kpis-of-cell.ts";
export { inputOf, mergeIntervals } from "./history/merge-intervals.ts";
export { mergedInput } from "./history/merged-input.ts";
export { type RestatedKpi, restatementsOf } from "./history/restatements-of.ts";
export type { Direction, Kpi, KpiInput, Live, Ranked, Scope, Unit, WaitDistribution } from "./kpi/kpi.ts";
export { type KpiSeries, kpiSeries, METRIC_WINDOW, snakeCase } from "./kpi/kpi-series.ts";
export { amountOf, explainedBy, type MadeOf, type Part, partOf, type ReadBy, type Sum } from "./kpi/made-of.ts";
export { maturesAt } from "./kpi/matures-at.ts";
export { KPIS, kpiById } from "./kpi/registry.ts";
export { renderKpiCatalogue } from "./kpi/render-catalogue.ts";
export { type RuleDefaults, ruleDefaults } from "./kpi/rule-defaults.ts";
export {
  decided,
  judgedBeyond,
  judgedParts,
  otherwiseOf,
  SERVICE_LEVEL_FORMULAS,
  SERVICE_LEVEL_POLICIES,
  type ServiceLevelParts,
  type ServiceLevelPolicyId,
  serviceLevel,
  serviceLevelParts,
} from "./kpi/service-level.ts";
export { WORKS, type Work } from "./kpi/sources.ts";
export { LANGUAGES, type Language } from "./language.ts";
export { agentsNeeded, outlookOf } from "./planning/agents-needed.ts";
export { agentsForBacklog, type Backlog, workedOffAfter } from "./planning/backlog.ts";
export { type Course, courseOf, coursesTogether, whenCome } from "./planning/course.ts";
export type { Hours } from "./planning/day-profile.ts";
export { type DayVolumes, type IntervalVolume, quartersOf } from "./planning/day-volumes.ts";
export { outlookA } from "./planning/erlang-a.ts";
export { outlookC } from "./planning/erlang-c.ts";
export type { ExpectedDay, ExpectedInterval } from "./planning/expected-day.ts";
export { FEWEST_DAYS, type Forecast, forecast, MOST_DAYS } from "./planning/forecast.ts";
export { erlangs, type Load } from "./planning/load.ts";
export { patienceOf, type Waited } from "./planning/patience.ts";
export { expectedLevel, type Promised, type QueueOutlook } from "./planning/queue-outlook.ts";
export {
  type AgentAsShown,
  type ServingAgent,
  type Staff,
  type StaffOf,
  servingOf,
  staffOf,
  type ToldMembership,
} from "./planning/serving-agents.ts";
export {
  type Attribution,
  DEFAULT_POLICY,
  elapsed,
  HOUR_MS,
  moment,
  type QueuePolicy,
  type QueueSettings,
} from "./policy.ts";
export {
  DEFAULT_LOW_SCORE,
  DEFAULT_TARGET,
  defaultVersions,
  policyId,
  policyVersions,
  type QueueChange,
  type SiteChange,
  type SitePolicy,
  sitePolicies,
} from "./policy-versions.ts";
export { type FloorOfDay, type GroupsOfDay, groupsOfDay } from "./privacy/groups-of-day.ts";
export { NamesHidden } from "./privacy/hide-names.ts";
export { type MessageDisclosure, messageDisclosure, type ToldAgent } from "./privacy/message-disclosure.ts";
export { isOfSurveys, SURVEY_COUNTERS, tellsSurveys } from "./privacy/of-surveys.ts";
export {
  OPEN_PRIVACY,
  PRIVACY_PRESETS,
  type Privacy,
  type PrivacyProfile,
  profileCalled,
  profileOf,
  RECEIVERS_PROFILE,
  SCREENS_PROFILE,
  SMALLEST_GROUP,
  STRICTEST_PROFILE,
  tellsNoMore,
} from "./privacy/privacy-profile.ts";
export {
  hiddenId,
  type KeyedDigest,
  type PseudonymOf,
  pseudonymOf,
  shortPseudonym,
  toldKey,
} from "./privacy/pseudonym.ts";
export {
  type ChannelsOfQueues,
  isNumberTold,
  isOfPresence,
  PRESENCE_COUNTERS,
  type SiteFloor,
  type SiteGroups,
  siteGroups,
} from "./privacy/site-groups.ts";
export { withheldParts } from "./privacy/withheld-parts.ts";
export {
  MINIMUM_SAMPLE,
  MOST_WEEKS,
  type ReasonCounts,
  type ReasonTrend,
  reasonTrends,
} from "./reason/reason-trends.ts";
export {
  type DailyReport,
  dailyReport,
  type ReportInput,
} from "./report/daily-report.ts";
export {
  dueReport,
  nextReport,
  type ReportNotice,
  type ReportPlan,
  type ReportReader,
  reportNotices,
} from "./report/report-plan.ts";
export { REPORT_LENGTHS, type ReportLength, type ReportScope } from "./report/report-scope.ts";
export type { ReportedGoal } from "./report/reported-goals.ts";
export type { ReportedNumber } from "./report/reported-numbers.ts";
export type { ReportedRow, ReportedTable } from "./report/reported-tables.ts";
export type { RestatedNumber, RestatedNumbers, ToldRestatement } from "./report/restated-numbers.ts";
export type { WorstInterval } from "./report/worst-intervals.ts";
export { SettledClock } from "./settled-clock.ts";
export {
  type AgentConfig,
  DEFAULT_LIMITS,
  type DepartmentConfig,
  FIRST_CONTACT_MS,
  IMPLIED_PRESENCE_MS,
  type Limits,
  LOW_SCORE,
  type Move,
  OTHER_REASON,
  OTHER_SURVEY,
  type QueueConfig,
  type ReasonConfig,
  type ServedQueue,
  type SiteConfig,
  type SourceConfig,
  type SurveyConfig,
  type TeamConfig,
  unconfiguredSite,
} from "./site-config.ts";
export { TopWaits } from "./sketch/top-waits.ts";
export { bucketOf, rankOf, WaitSketch } from "./sketch/wait-sketch.ts";
export { soundData } from "./sound-data.ts";
export { type Figure, reckon, type Span } from "./tie-out/figure.ts";
export { otherReadings, plainReading, type Reading } from "./tie-out/reading.ts";
export {
  type Difference,
  type Explanation,
  type ReportCell,
  type ReportRow,
  type TieOut,
  tieOut,
} from "./tie-out/tie-out.ts";
export type { Moment, TiedSegment } from "./tie-out/tied-segment.ts";
export type { VendorColumn, VendorReport } from "./tie-out/vendor-report.ts";
export { VENDOR_REPORTS, VENDORS, type Vendor } from "./tie-out/vendor-reports.ts";
export {
  clockMoment,
  dayStart,
  firstMoment,
  type IntervalLength,
  intervalStart,
  localDate,
  localIso,
  localMinute,
  nextDayStart,
  nextIntervalStart,
} from "./zone-time.ts";
