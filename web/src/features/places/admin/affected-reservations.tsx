import type { Reservation } from "@/api/types";
import { Notice } from "@/components/ui/notice";
import { formatPeriod } from "@/lib/time";
import { stateNames } from "@/console-texts/console";
import { closureTexts } from "@/console-texts/places";

/** Reservations that a closure would revoke. */
export function AffectedReservations({ reservations, isPartial }: { reservations: Reservation[]; isPartial: boolean }) {
  if (!reservations.length && !isPartial) return <Notice kind="success">{closureTexts.noneAffected}</Notice>;
  return (
    <Notice kind="error" title={closureTexts.someAffected(reservations.length, isPartial)}>
      <ul>
        {reservations.map(({ id, email, spot, status, starts_at, ends_at, time_zone }) => (
          <li key={id}>
            {spot.label}: {email}, {stateNames[status]}, {formatPeriod(starts_at, ends_at, time_zone)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
