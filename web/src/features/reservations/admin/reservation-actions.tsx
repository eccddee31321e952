import type { Reservation } from "@/api/types";
import { Deed } from "@/components/console/confirm-action";
import { reservationTexts } from "@/console-texts/reservations";
import { cancelReservation, endReservation, revokeReservation } from "./requests";

/** What an operator may do with a reservation where it stands. */
export function ReservationActions({ reservation: { id, status, active } }: { reservation: Reservation }) {
  const isOpen = status === "held" || status === "confirmed";
  if (!isOpen) return null;
  return (
    <>
      {active ? (
        <Deed
          name={reservationTexts.end}
          text={reservationTexts.endText}
          isGrave
          act={(note) => endReservation(id, note)}
        />
      ) : (
        <Deed
          name={reservationTexts.cancel}
          text={reservationTexts.cancelText}
          isGrave
          act={(note) => cancelReservation(id, note)}
        />
      )}
      <Deed
        name={reservationTexts.revoke}
        text={reservationTexts.revokeText}
        isGrave
        act={(note) => revokeReservation(id, note)}
      />
    </>
  );
}
