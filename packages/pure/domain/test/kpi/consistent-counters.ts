/** Counters as a fold could have made them: every part is no more than its whole. */
import fc from "fast-check";
import { C, type CounterName, type Counters, newCounters } from "../../src/counters.ts";

export function countersOf(values: Partial<Record<CounterName, number>>): Counters {
  const counters = newCounters();
  for (const [name, value] of Object.entries(values)) counters[C[name as CounterName]] = value;
  return counters;
}

export const sum = (a: Counters, b: Counters): Counters => a.map((value, i) => value + b[i]!);

const part = fc.nat(40);
const time = fc.nat(10_000_000);

export const consistentCounters: fc.Arbitrary<Counters> = fc
  .record({
    answeredInThreshold: part,
    answeredLate: part,
    shortAbandoned: part,
    abandonedInTimeNotShort: part,
    abandonedLate: part,
    callbackInThreshold: part,
    otherFlowedOut: part,
    waiting: part,
    refusedFull: part,
    refusedClosed: part,
    wait: time,
    talkTime: time,
    holdTime: time,
    wrapUpTime: time,
    surveysLow: part,
    surveysTopTwo: part,
    passives: part,
    promoters: part,
    detractors: part,
    effortAnswers: part,
    surveysIgnored: part,
    idleTime: time,
    onContactTime: time,
    wrapUpStateTime: time,
    pausedTime: time,
    keptTime: time,
    missedTime: time,
  })
  .map((p) => {
    const answered = p.answeredInThreshold + p.answeredLate;
    const abandonedInThreshold = p.shortAbandoned + p.abandonedInTimeNotShort;
    const abandoned = abandonedInThreshold + p.abandonedLate;
    const flowedOut = p.callbackInThreshold + p.otherFlowedOut;
    return countersOf({
      offered: answered + abandoned + flowedOut + p.waiting,
      answered,
      answeredInThreshold: p.answeredInThreshold,
      abandoned,
      abandonedInThreshold,
      shortAbandoned: p.shortAbandoned,
      flowedOut,
      callbackInThreshold: p.callbackInThreshold,
      refusedFull: p.refusedFull,
      refusedClosed: p.refusedClosed,
      answeredWait: answered === 0 ? 0 : p.wait,
      abandonedWait: abandoned === 0 ? 0 : p.wait,
      talkEnded: answered,
      talkTime: answered === 0 ? 0 : p.talkTime,
      holdTime: answered === 0 ? 0 : p.holdTime,
      handled: answered,
      handledTalkTime: answered === 0 ? 0 : p.talkTime,
      handledHoldTime: answered === 0 ? 0 : p.holdTime,
      wrapUpTime: answered === 0 ? 0 : p.wrapUpTime,
      surveys: p.surveysLow + p.surveysTopTwo,
      surveysTopTwo: p.surveysTopTwo,
      surveyScore: p.surveysLow * 1000 + p.surveysTopTwo * 5000,
      npsAnswers: p.passives + p.promoters + p.detractors,
      npsPromoters: p.promoters,
      npsDetractors: p.detractors,
      cesAnswers: p.effortAnswers,
      cesScore: p.effortAnswers * 7000,
      surveyResponses: p.effortAnswers,
      surveysOffered: p.effortAnswers + p.surveysIgnored + 1,
      idleTime: p.idleTime,
      onContactTime: p.onContactTime,
      wrapUpStateTime: p.wrapUpStateTime,
      pausedTime: p.pausedTime,
      adherentTime: p.keptTime,
      scheduledTime: p.keptTime + p.missedTime,
    });
  });
