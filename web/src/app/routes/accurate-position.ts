import { isPermissionDenied } from "@/lib/geolocation";
import { mapTexts } from "@/texts/places";
import { scanTexts } from "@/texts/visits";

/** In front of a barrier. Never a position of before: the driver may have been too far away then. */
export const ACCURATE: PositionOptions = { enableHighAccuracy: true, timeout: 15_000, maximumAge: 0 };

/** Why there is no position. */
export function positionMessage(error: unknown): string {
  return isPermissionDenied(error) ? mapTexts.noLocation : scanTexts.noPosition;
}
