/** Each day as a lane of 24 hours, with the times at which the rule would have fired. What it shows is in the tables beside it too. */
import type { RehearsedEpisode } from "../../answers/rehearsal.ts";
import { formatDay } from "../../format/format-time.ts";

export interface RehearsedDaysProps {
  /** Local to the site, ISO. */
  readonly from: string;
  readonly to: string;
  readonly episodes: readonly RehearsedEpisode[];
}

const DAY_MINUTES = 1_440;
const HOURS = [0, 6, 12, 18, 24];

export function RehearsedDays({ from, to, episodes }: RehearsedDaysProps) {
  const days = daysOf(from, to);
  return (
    <div className="rule-days" aria-hidden="true">
      {days.map((day) => (
        <div key={day}>
          <span className="s q">{formatDay(Date.parse(`${day}T12:00:00Z`), "UTC")}</span>
          <span className="lane">
            {episodes.map(({ queue, channel, firedAt, resolvedAt }) => {
              const [begin, end] = [within(firedAt, day), within(resolvedAt ?? to, day)];
              if (end <= 0 || begin >= DAY_MINUTES) return null;
              const [left, right] = [Math.max(0, begin), Math.min(DAY_MINUTES, end)];
              return (
                <i
                  key={`${queue} ${channel} ${firedAt}`}
                  style={{
                    left: `${(left / DAY_MINUTES) * 100}%`,
                    width: `${((right - left) / DAY_MINUTES) * 100}%`,
                  }}
                />
              );
            })}
            {day === to.slice(0, 10) && <b style={{ left: `${(minuteOf(to) / DAY_MINUTES) * 100}%` }} />}
          </span>
        </div>
      ))}
      <div>
        <span />
        <span className="hours xs qq">
          {HOURS.map((hour) => (
            <span key={hour}>{`${String(hour).padStart(2, "0")}:00`}</span>
          ))}
        </span>
      </div>
    </div>
  );
}

/** The site's own clock stands in the text: no zone is asked. */
const minuteOf = (iso: string): number => Number(iso.slice(11, 13)) * 60 + Number(iso.slice(14, 16));

/** Minutes from the beginning of that day: below 0 on an earlier one. */
function within(iso: string, day: string): number {
  const at = iso.slice(0, 10);
  if (at === day) return minuteOf(iso);
  return at < day ? -1 : DAY_MINUTES + 1;
}

function daysOf(from: string, to: string): readonly string[] {
  const days: string[] = [];
  const last = to.slice(0, 10);
  for (let at = Date.parse(`${from.slice(0, 10)}T00:00:00Z`); ; at += 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10);
    if (day > last) return days;
    days.push(day);
  }
}
