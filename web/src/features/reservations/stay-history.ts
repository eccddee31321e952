import type { Reservation } from "@/api/types";
import { formatDay } from "@/lib/time";
import { historyTexts } from "@/texts/stays";

/** With more places, their labels would cover each other. */
const MAX_PLACES = 20;
/** The driver has parked there, or had the right to. */
const USED_STATUSES = ["completed", "confirmed"];

/** A spot with its latest stay, whose id is that of the place. */
interface PastPlace {
  id: string;
  label: string;
  lat: number;
  lng: number;
  name: string;
}

/** Where the driver has parked: each spot once, in the order of the reservations, the latest first. */
export function placesOf(reservations: Reservation[]): PastPlace[] {
  const used = reservations.filter(({ status }) => USED_STATUSES.includes(status));
  const bySpot = new Map<string, PastPlace>();
  for (const { id, spot, starts_at, time_zone } of used) {
    if (bySpot.size === MAX_PLACES) break;
    const { label, lat, lng } = spot;
    const name = historyTexts.openStay(label, formatDay(starts_at, time_zone));
    if (!bySpot.has(spot.id)) bySpot.set(spot.id, { id, label, lat, lng, name });
  }
  return [...bySpot.values()];
}
