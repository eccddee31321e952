import type { OwnPermit } from "@/api/types";
import { formatDate, formatTime, toZonedInput } from "@/lib/time";
import { permitTexts } from "@/texts/pricing";

/** When a permit is in force, in its city's time: since when only if it begins later than `now`. */
export function formatPermitPeriod(
  { starts_at, ends_at, time_zone: zone }: Pick<OwnPermit, "starts_at" | "ends_at" | "time_zone">,
  now: number,
): string {
  const [start, end] = [Date.parse(starts_at), Date.parse(ends_at)];
  const isMidnight = (at: number) => toZonedInput(at, zone).endsWith("T00:00");
  const withTime = (at: number) => `${formatDate(at, zone)}, ${formatTime(at, zone)}`;
  // The end is exclusive: a permit until midnight is valid on the day before.
  const until = isMidnight(end) ? formatDate(end - 1, zone) : withTime(end);
  if (start <= now) return permitTexts.until(until);
  return permitTexts.period(isMidnight(start) ? formatDate(start, zone) : withTime(start), until);
}
