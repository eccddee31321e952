/** Times are shown in the time zone of the city, not of the device. */
import { instantsOf } from "./wall-clock";

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = zone + JSON.stringify(options);
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en", { timeZone: zone, ...options });
  formats.set(key, format);
  return format;
}

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
  if (seconds < 60) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (!hours) return `${rest} min`;
  return rest ? `${hours} h ${rest} min` : `${hours} h`;
}

/** From this length on a wait has no seconds. */
const LONG_WAIT_SECONDS = 86_400;

/** `1 day 1 h 56 min`, in whole minutes that are left. */
function formatLongWait(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  const smaller = [...(hours ? [`${hours} h`] : []), ...(rest ? [`${rest} min`] : [])];
  return [days === 1 ? "1 day" : `${days} days`, ...smaller].join(" ");
}

/** `1:05:09` or `9:58`, never below zero; from a day on, `1 day 1 h 56 min`. */
export function formatCountdown(milliseconds: number): string {
  const seconds = Math.max(0, Math.ceil(milliseconds / 1000));
  if (seconds >= LONG_WAIT_SECONDS) return formatLongWait(seconds);
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60];
  const two = (value: number) => String(value).padStart(2, "0");
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

function partsOf(at: number, zone: string): Record<string, string> {
  const options: Intl.DateTimeFormatOptions = {
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  };
  return Object.fromEntries(
    formatOf(zone, options)
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  );
}

/** The value of `<input type="datetime-local">`; `instantsOf` is the inverse. */
export function toZonedInput(at: number, zone: string): string {
  const { year, month, day, hour, minute } = partsOf(at, zone);
  return `${year}-${month}-${day}T${hour}:${minute}`;
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

/** Minutes by which the clocks of the zone are ahead of UTC. */
export function utcOffset(at: number, zone: string): number {
  // The input has no seconds.
  return Math.ceil((Date.parse(`${toZonedInput(at, zone)}Z`) - at) / 60_000);
}

/** RFC 3339 with whole seconds. */
export function toRfc3339(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+Z$/, "Z");
}
