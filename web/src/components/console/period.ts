import { formatTime, formatDay, formatDateTime } from "@/lib/time";

/** A period; the day is written once if both ends are on it. */
export function formatPeriod(from: string, to: string, zone: string): string {
  const isOneDay = formatDay(from, zone) === formatDay(to, zone);
  if (!isOneDay) return `${formatDateTime(from, zone)} – ${formatDateTime(to, zone)}`;
  return `${formatDay(from, zone)}, ${formatTime(from, zone)} – ${formatTime(to, zone)}`;
}
