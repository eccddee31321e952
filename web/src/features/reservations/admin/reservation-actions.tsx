import type { Reservation } from "@/api/types";
import { ConfirmAction } from "@/components/console/confirm-action";
import { reservationTexts } from "@/console-texts/reservations";
import { cancelReservation, endReservation, revokeReservation } from "./requests";

export function ReservationActions({ reservation: { id, status, active } }: { reservation: Reservation }) {
  const isOpen = status === "held" || status === "confirmed";
  if (!isOpen) return null;
  return (
    <>
      {active ? (
        <ConfirmAction
          name={reservationTexts.end}
          text={reservationTexts.endText}
          isDestructive
          act={(note) => endReservation(id, note)}
        />
      ) : (
        <ConfirmAction
          name={reservationTexts.cancel}
          text={reservationTexts.cancelText}
          isDestructive
          act={(note) => cancelReservation(id, note)}
        />
      )}
      <ConfirmAction
        name={reservationTexts.revoke}
        text={reservationTexts.revokeText}
        isDestructive
        act={(note) => revokeReservation(id, note)}
      />
    </>
  );
}
