/** Wall-clock times of a time zone and their instants. */
import { Temporal } from "temporal-polyfill";

/** The value of `<input type="datetime-local">`. */
const TEXT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/;

/**
 * The instants at which the clocks of `zone` show this time, earlier first: usually one, two if it is repeated, none
 * if it is skipped. `undefined` if the text is not a time.
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
  // Temporal shifts a skipped time, and leaves a repeated one unchanged.
  const both = (["earlier", "later"] as const).map((disambiguation) => time.toZonedDateTime(zone, { disambiguation }));
  return both.filter((each) => each.toPlainDateTime().equals(time)).map((each) => each.epochMilliseconds);
}
