/** Date and time on the clocks of a time zone. */
import { currentLanguage } from "./language";

const formats = new Map<string, Intl.DateTimeFormat>();

/** In the app's language. Formats are expensive to make. */
export function formatOf(
  zone: string,
  options: Intl.DateTimeFormatOptions,
  language: string = currentLanguage(),
): Intl.DateTimeFormat {
  const key = `${language} ${zone} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat(language, { timeZone: zone, ...options });
  formats.set(key, format);
  return format;
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
    formatOf(zone, options, "en")
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  );
}

/** The value of `<input type="datetime-local">`; `instantsOf` is the inverse. */
export function toZonedInput(at: number, zone: string): string {
  const { year, month, day, hour, minute } = partsOf(at, zone);
  // While a year is being typed it has fewer digits.
  return `${String(year).padStart(4, "0")}-${month}-${day}T${hour}:${minute}`;
}

/** Minutes by which the clocks of the zone are ahead of UTC. */
export function utcOffset(at: number, zone: string): number {
  // The input has no seconds.
  return Math.ceil((Date.parse(`${toZonedInput(at, zone)}Z`) - at) / 60_000);
}
