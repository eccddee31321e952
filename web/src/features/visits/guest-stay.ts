import type { SiteListItem } from "@/api/visit-types";
import type { SavedReservation } from "@/lib/saved-reservations";

/** The guest's reservation at a site, which is the right to enter; the one that begins first. */
export function guestStay(
  { levels }: Pick<SiteListItem, "levels">,
  saved: SavedReservation[],
  now: number,
): { id: string; token: string } | undefined {
  const zones = levels.map(({ zone_id }) => zone_id);
  for (const { reservation, token } of saved) {
    const { id, status, spot, ends_at } = reservation;
    const isOpen = status === "confirmed" && Date.parse(ends_at) > now;
    if (token && isOpen && zones.includes(spot.zone.id)) return { id, token };
  }
  return undefined;
}
