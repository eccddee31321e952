import type { CodeView } from "@/api/visit-types";
import type { SavedReservation } from "@/lib/saved-reservations";
import { mayHaveArrived } from "./entry";

/** A guest's reservation at the site of a code. */
export interface GuestStay {
  id: string;
  token: string;
  /** It is no right to enter any more, but its vehicle may still be inside. */
  isOver: boolean;
}

type Place = Pick<CodeView, "kind" | "lane"> & { site: Pick<CodeView["site"], "levels"> };

/**
 * The guest's reservation at a site: the right to enter, the one that begins first. Before an exit that whose vehicle may
 * be inside, the one that began last.
 */
export function guestStay(
  { site: { levels }, kind, lane }: Place,
  saved: SavedReservation[],
  now: number,
): GuestStay | undefined {
  const zones = levels.map(({ zone_id }) => zone_id);
  const here = saved.flatMap(({ reservation, token }) => {
    const { id, status, starts_at, ends_at, spot } = reservation;
    if (!token || !zones.includes(spot.zone.id)) return [];
    return [{ id, token, status, starts_at, isOver: status !== "confirmed" || Date.parse(ends_at) <= now }];
  });
  const isExit = kind === "exit" || lane?.direction === "both";
  const inside = isExit ? here.filter((stay) => mayHaveArrived(stay, now)).at(-1) : undefined;
  const found = inside ?? here.find(({ isOver }) => !isOver);
  return found && { id: found.id, token: found.token, isOver: found.isOver };
}
