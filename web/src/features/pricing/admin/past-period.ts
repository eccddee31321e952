const HOUR_MS = 3_600_000;
const LENGTH_MS = 28 * 24 * HOUR_MS;

/** The last four weeks until the begin of the present hour, in milliseconds. */
export function lastWeeks(now: number): { from: number; to: number } {
  const to = Math.floor(now / HOUR_MS) * HOUR_MS;
  return { from: to - LENGTH_MS, to };
}
