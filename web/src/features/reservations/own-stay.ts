import type { Reservation } from "@/api/types";
import { isConfirmed } from "./stay-state";

/** In milliseconds. */
interface Period {
  from: number;
  to: number;
}

/** True for a hold until it expires, and for a confirmed stay until its end. */
function isOpen(reservation: Reservation, now: number): boolean {
  const { status, hold_expires_at } = reservation;
  const isHeld = status === "held" && Date.parse(hold_expires_at ?? "") > now;
  return isHeld || isConfirmed(reservation, now);
}

/** The driver's own reservation of a spot in any part of a period, for which the spot is not free therefore. */
export function ownStay(
  reservations: Reservation[],
  spotId: string,
  { from, to }: Period,
  now: number,
): Reservation | undefined {
  return reservations.find(
    (reservation) =>
      reservation.spot.id === spotId &&
      isOpen(reservation, now) &&
      Date.parse(reservation.starts_at) < to &&
      Date.parse(reservation.ends_at) > from,
  );
}
