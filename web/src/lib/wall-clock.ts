/** Wall-clock times of a city, and the instants that they stand for. */
import { Temporal } from "temporal-polyfill";

/** The value of `<input type="datetime-local">`. */
const TEXT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/;

/**
 * The instants at which the clocks of `zone` show this time, the earlier one first: one as a rule, two where clocks are set back, none where they are set
 * forward. `undefined` for a text that is not a time.
 */
export function instantsOf(text: string, zone: string): number[] | undefined {
  if (!TEXT.test(text)) return undefined;
  try {
    return [Temporal.ZonedDateTime.from(`${text}[${zone}]`, { disambiguation: "reject" }).epochMilliseconds];
  } catch {
    return skippedOrRepeated(text, zone);
  }
}

function skippedOrRepeated(text: string, zone: string): number[] | undefined {
  let time: Temporal.PlainDateTime;
  try {
    time = Temporal.PlainDateTime.from(text);
  } catch {
    // Such as February 30.
    return undefined;
  }
  // Temporal shifts a time that is skipped, and leaves one that is repeated as it is.
  const both = (["earlier", "later"] as const).map((disambiguation) => time.toZonedDateTime(zone, { disambiguation }));
  return both.filter((each) => each.toPlainDateTime().equals(time)).map((each) => each.epochMilliseconds);
}
