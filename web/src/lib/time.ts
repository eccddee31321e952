/** Times are shown in the time zone of the city, not of the device, and in the app's language. */
import { unitTexts } from "@/texts/app";
import { instantsOf } from "./wall-clock";
import { formatOf, toZonedInput } from "./zoned-parts";

export { toZonedInput, utcOffset } from "./zoned-parts";

/** `2:45 PM`; with the zone, `1:30 AM EDT`, in an hour that the clocks repeat. */
export function formatTime(at: string | number, zone: string): string {
  const date = new Date(at);
  const isRepeated = instantsOf(toZonedInput(date.getTime(), zone), zone)?.length === 2;
  const options: Intl.DateTimeFormatOptions = { hour: "numeric", minute: "2-digit" };
  return formatOf(zone, isRepeated ? { ...options, timeZoneName: "short" } : options).format(date);
}

/** `Sat, Nov 21, 2:45 PM EST`. */
export function formatDateTime(at: string | number, zone: string): string {
  const options: Intl.DateTimeFormatOptions = {
    weekday: "short",
    month: "short",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "short",
  };
  return formatOf(zone, options).format(new Date(at));
}

/** `Sat, Nov 21`. */
export function formatDay(at: string | number, zone: string): string {
  return formatOf(zone, { weekday: "short", month: "short", day: "numeric" }).format(new Date(at));
}

/** `Nov 21, 2026`. */
export function formatDate(at: string | number, zone: string): string {
  return formatOf(zone, { year: "numeric", month: "short", day: "numeric" }).format(new Date(at));
}

/** `November 2026` for `2026-11`. */
export function formatMonth(month: string): string {
  return formatOf("UTC", { month: "long", year: "numeric" }).format(new Date(`${month}-01T00:00:00Z`));
}

/** The time today, day and time otherwise. */
export function formatShortDateTime(at: string | number, zone: string, now: number): string {
  const day = formatDay(at, zone);
  return day === formatDay(now, zone) ? formatTime(at, zone) : `${day}, ${formatTime(at, zone)}`;
}

/** `Sat, Nov 21, 2:45 PM – 4:00 PM`; with the second day if it is another. */
export function formatPeriod(from: string | number, to: string | number, zone: string): string {
  const [first, last] = [formatDay(from, zone), formatDay(to, zone)];
  const end = first === last ? formatTime(to, zone) : `${last}, ${formatTime(to, zone)}`;
  return `${first}, ${formatTime(from, zone)} – ${end}`;
}

/** `1 h 30 min`; seconds only below a minute. */
export function formatDuration(seconds: number): string {
  if (seconds < 60) return unitTexts.seconds(Math.round(seconds));
  const minutes = Math.round(seconds / 60);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (!hours) return unitTexts.minutes(rest);
  return rest ? `${unitTexts.hours(hours)} ${unitTexts.minutes(rest)}` : unitTexts.hours(hours);
}

/** From this length on a wait has no seconds. */
const LONG_WAIT_SECONDS = 86_400;

/** `1 day 1 h 56 min`, in whole minutes that are left. */
function formatLongWait(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  const smaller = [...(hours ? [unitTexts.hours(hours)] : []), ...(rest ? [unitTexts.minutes(rest)] : [])];
  return [unitTexts.days(days), ...smaller].join(" ");
}

/** `1:05:09` or `9:58`, never below zero; from a day on, `1 day 1 h 56 min`. */
export function formatCountdown(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  if (seconds >= LONG_WAIT_SECONDS) return formatLongWait(seconds);
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  const two = (value: number) => String(value).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** UTC if the device's zone is unknown, such as `Etc/Unknown`: nothing can be formatted in that. */
export function deviceTimeZone(): string {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  try {
    formatOf(timeZone, {});
    return timeZone ?? "UTC";
  } catch {
    return "UTC";
  }
}

/** RFC 3339 with whole seconds. */
export function toRfc3339(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
}
