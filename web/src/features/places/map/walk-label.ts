import { distance, type Position, walkMinutes } from "@/lib/geo";
import { mapTexts } from "@/texts/places";

/** Nobody walks farther from a parked car. */
const MAX_WALK_MINUTES = 30;

/** `4 min`; empty for a longer walk, or if its start is not known. */
export function walkLabel(from: Position | undefined, to: Position): string {
  const minutes = from && walkMinutes(distance(from, to));
  return minutes !== undefined && minutes <= MAX_WALK_MINUTES ? mapTexts.walk(minutes) : "";
}
