import { toZonedInput } from "@/lib/time";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const LENGTH_MS = 28 * DAY_MS;

/** Dates as `YYYY-MM-DD`, both inclusive. */
export interface DayRange {
  from: string;
  to: string;
}

/** The last four weeks until the begin of the present hour, in milliseconds. */
export function lastWeeks(now: number): { from: number; to: number } {
  const to = Math.floor(now / HOUR_MS) * HOUR_MS;
  return { from: to - LENGTH_MS, to };
}

/** True for a whole date: the text of a field is empty while one is being typed. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}

/** The number of days of a range; zero or less if the last is before the first. */
export function dayCount({ from, to }: DayRange): number {
  return (Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / DAY_MS + 1;
}

/** The last `days` days by the clock of `zone`, including today. */
export function lastDays(now: number, zone: string, days: number): DayRange {
  const to = toZonedInput(now, zone).slice(0, 10);
  const first = Date.parse(`${to}T00:00:00Z`) - (days - 1) * DAY_MS;
  return { from: new Date(first).toISOString().slice(0, 10), to };
}
