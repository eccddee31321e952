import { formatClock, formatDay, formatMoment } from "@/lib/time";

/** From when to when; the day is said once where it is the same. */
export function formatPeriod(from: string, to: string, zone: string): string {
  const isOneDay = formatDay(from, zone) === formatDay(to, zone);
  if (!isOneDay) return `${formatMoment(from, zone)} – ${formatMoment(to, zone)}`;
  return `${formatDay(from, zone)}, ${formatClock(from, zone)} – ${formatClock(to, zone)}`;
}
