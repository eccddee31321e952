/** Wall-clock times of a time zone and their instants. */
import { utcOffset } from "./zoned-parts";

/** The value of `<input type="datetime-local">`. */
const TEXT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/;

/** Longer than any offset from UTC; clocks do not change twice in two of these. */
const DAY_MS = 86_400_000;

/**
 * The instants at which the clocks of `zone` show this time, earlier first: usually one, two if it is repeated, none
 * if it is skipped. `undefined` if the text is not a time.
 */
export function instantsOf(text: string, zone: string): number[] | undefined {
  const shown = TEXT.test(text) ? Date.parse(`${text}Z`) : NaN;
  // Engines count February 30 and 24:00 on.
  if (Number.isNaN(shown) || !new Date(shown).toISOString().startsWith(text)) return undefined;
  // The clocks before and after a change; an instant counts only if the clocks show the time then.
  const offsets = new Set([shown - DAY_MS, shown + DAY_MS].map((at) => offsetMs(at, zone)));
  const instants = [...offsets].map((offset) => shown - offset);
  return instants.filter((at) => at + offsetMs(at, zone) === shown).sort((a, b) => a - b);
}

/** Clocks change at the beginning of a quarter of an hour. */
const QUARTER_MS = 900_000;
const MAX_KNOWN = 10_000;
const known = new Map<string, number>();

/** In milliseconds. */
function offsetMs(at: number, zone: string): number {
  const quarter = Math.floor(at / QUARTER_MS);
  const key = `${zone} ${quarter}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const offset = utcOffset(quarter * QUARTER_MS, zone) * 60_000;
  if (known.size >= MAX_KNOWN) known.clear();
  known.set(key, offset);
  return offset;
}
