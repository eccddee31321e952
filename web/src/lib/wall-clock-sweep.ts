import { afterAll, expect, test } from "vitest";
import { toZonedInput } from "./time";
import { instantsOf } from "./wall-clock";

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1440;
const FIRST = Date.UTC(2026, 0, 1) / MINUTE_MS;
const COUNT = Date.UTC(2028, 0, 1) / MINUTE_MS - FIRST;

/**
 * Compares `instantsOf` for every minute of two years with an oracle: the engine's own local time. With `TZ` set, `Date` tells which time the clocks show at
 * each minute; no code of the library is involved. Each zone comes with the minutes that it skips and repeats: were they none, the sweep would prove little.
 */
export function compareEveryMinute(zones: [zone: string, skipped: number, repeated: number][]): void {
  const previousZone = process.env.TZ;
  afterAll(() => {
    if (previousZone === undefined) delete process.env.TZ;
    else process.env.TZ = previousZone;
  });

  test.each(zones)("every minute agrees with the oracle in %s", { timeout: 600_000 }, (zone, skipped, repeated) => {
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
      // The way back takes longer, so that it is taken for some.
      if (first && shown % 61 === 0 && toZonedInput(first * MINUTE_MS, zone) !== text)
        mismatches.push(`${text} is not shown`);
    }
    expect(mismatches.slice(0, 10)).toEqual([]);
    expect(counted).toEqual({ skipped, repeated });
  });
}

/** For each minute that clocks may show: the minutes since the epoch at which they do, or 0. */
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
