import { afterAll, expect, test } from "vitest";
import { toZonedInput } from "./time";
import { instantsOf } from "./wall-clock";

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;
const FIRST = Date.UTC(2026, 0, 1) / MINUTE_MS;
const COUNT = Date.UTC(2028, 0, 1) / MINUTE_MS - FIRST;

/**
 * Compares `instantsOf` for every minute of two years with the engine's own local time (`Date` with `TZ` set). The
 * numbers of skipped and repeated minutes show that the sweep crosses shifts.
 */
export function compareEveryMinute(zones: [zone: string, skipped: number, repeated: number][]): void {
  const previousZone = process.env.TZ;
  afterAll(() => {
    if (previousZone === undefined) delete process.env.TZ;
    else process.env.TZ = previousZone;
  });

  test.each(zones)("every minute matches engine in %s", { timeout: 600_000 }, (zone, skipped, repeated) => {
    const [earlier, later] = engineLocalTimes(zone);
    const mismatches: string[] = [];
    const counted = { skipped: 0, repeated: 0 };
    for (let shown = 0; shown < COUNT; shown++) {
      const text = new Date((FIRST + shown) * MINUTE_MS).toISOString().slice(0, 16);
      const found = instantsOf(text, zone) ?? [];
      const [first = 0, second = 0] = [earlier[shown], later[shown]];
      if (!first) counted.skipped++;
      if (second) counted.repeated++;
      const agrees = (found[0] ?? 0) === first * MINUTE_MS && (found[1] ?? 0) === second * MINUTE_MS;
      if (!agrees) mismatches.push(`${text}: ${found.join()}, not ${first * MINUTE_MS}, ${second * MINUTE_MS}`);
      // Sampled, because the inverse is slow.
      if (first && shown % 61 === 0 && toZonedInput(first * MINUTE_MS, zone) !== text)
        mismatches.push(`${text} is not shown`);
    }
    expect(mismatches.slice(0, 10)).toEqual([]);
    expect(counted).toEqual({ skipped, repeated });
  });
}

/** For each minute of local time, the minutes since the epoch at which clocks show it, or 0. */
function engineLocalTimes(zone: string): [Int32Array, Int32Array] {
  process.env.TZ = zone;
  const [earlier, later] = [new Int32Array(COUNT), new Int32Array(COUNT)];
  for (let minute = FIRST - 2 * DAY_MINUTES; minute < FIRST + COUNT + 2 * DAY_MINUTES; minute++) {
    const shown = minute - new Date(minute * MINUTE_MS).getTimezoneOffset() - FIRST;
    if (shown < 0 || shown >= COUNT) continue;
    if (earlier[shown]) later[shown] = minute;
    else earlier[shown] = minute;
  }
  return [earlier, later];
}
