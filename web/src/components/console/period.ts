import { formatTime, formatDay, formatDateTime } from "@/lib/time";

/** From when to when; the day is said once where it is the same. */
export function formatPeriod(from: string, to: string, zone: string): string {
  const isOneDay = formatDay(from, zone) === formatDay(to, zone);
  if (!isOneDay) return `${formatDateTime(from, zone)} – ${formatDateTime(to, zone)}`;
  return `${formatDay(from, zone)}, ${formatTime(from, zone)} – ${formatTime(to, zone)}`;
}
