import type { Reservation } from "@/api/types";
import { CalendarIcon } from "@/components/ui/icons";
import { SaveButton } from "@/components/ui/save-button";
import { ReminderButton } from "@/features/reservations/reminder-button";
import type { ReservationAccess } from "@/features/reservations/requests";
import { ShareStay } from "@/features/reservations/share-stay";
import { placeOfReservation } from "@/features/reservations/stay-place";
import { saveCalendar } from "@/features/reservations/stay-requests";
import { stayTexts } from "@/texts/stays";

interface StayExtrasProps {
  access: ReservationAccess;
  reservation: Reservation;
}

/** Sharing, calendar and reminder of a confirmed stay. */
export function StayExtras({ access, reservation }: StayExtrasProps) {
  const { time_zone, reference } = reservation;
  return (
    <section className="stack" aria-label={stayTexts.more}>
      <div className="stay-extras">
        <ShareStay access={access} zone={time_zone} street={placeOfReservation(reservation).name} />
        <SaveButton save={() => saveCalendar(access, reference)}>
          <CalendarIcon /> {stayTexts.calendar}
        </SaveButton>
      </div>
      <ReminderButton />
    </section>
  );
}
