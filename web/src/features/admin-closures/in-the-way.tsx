import type { Reservation } from "@/api/types";
import { Notice } from "@/components/ui/notice";
import { closureTexts, stateNames } from "@/console-texts";
import { formatClock, formatMoment } from "@/lib/time";

/** Whose stays a closure would revoke. */
export function InTheWay({ reservations, isPartial }: { reservations: Reservation[]; isPartial: boolean }) {
  if (!reservations.length && !isPartial) return <Notice kind="good">{closureTexts.noneInTheWay}</Notice>;
  return (
    <Notice kind="problem" title={closureTexts.someInTheWay(reservations.length, isPartial)}>
      <ul>
        {reservations.map(({ id, email, spot, status, starts_at, ends_at, time_zone }) => (
          <li key={id}>
            {spot.label}: {email}, {stateNames[status]}, {formatMoment(starts_at, time_zone)} –{" "}
            {formatClock(ends_at, time_zone)}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
