/** A service level as SQL, from the one table of its formulas: each row is judged by its own (`docs/spec/history-schema.md`). */
import { type CounterName, SERVICE_LEVEL_FORMULAS } from "@floorwalker/domain";

export const counterSql = (name: CounterName): string => `coalesce((counters ->> '${name}')::bigint, 0)`;

const sumSql = (names: readonly CounterName[]): string => names.map(counterSql).join(" + ");

/** Segments waiting past the threshold are no part of it: history shows the finished value (rule 14). */
export const SERVICE_LEVEL_SQL = ((): string => {
  const sides = Object.entries(SERVICE_LEVEL_FORMULAS).map(([id, { numerator, denominator, excluded }]) => ({
    id,
    numerator: sumSql(numerator),
    denominator: sumSql(denominator) + (excluded === undefined ? "" : ` - ${counterSql(excluded)}`),
  }));
  const side = (of: "numerator" | "denominator", queues: CounterName, others: CounterName): string => {
    const cases = sides.map((each) => `WHEN '${each.id}' THEN ${each[of]}`).join("\n      ");
    return `(CASE formula\n      ${cases} END + CASE kind WHEN 'queue' THEN ${counterSql(queues)} ELSE ${counterSql(others)} END)`;
  };
  const numerator = side("numerator", "otherwiseInTime", "siteOtherwiseInTime");
  const denominator = side("denominator", "otherwiseDecided", "siteOtherwiseDecided");
  return `CASE WHEN ${denominator} > 0 THEN ${numerator}::double precision / ${denominator} END`;
})();
