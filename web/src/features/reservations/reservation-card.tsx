import type { Reservation } from "@/api/types";
import { CAR_PARK, SpotLabel } from "@/components/ui/spot-label";
import { formatMoney } from "@/lib/money";
import { formatCountdown, formatDay, formatShortDateTime } from "@/lib/time";
import { useNow } from "@/lib/use-now";
import { searchTexts, reservationTexts } from "@/texts/reservations";
import { reservationTitle } from "./reservation-details";
import { hasBegun } from "./stay-state";

interface ReservationCardProps {
  reservation: Reservation;
  /** The driver may park on any spot. */
  isUnnumbered?: boolean;
}

export function ReservationCard({ reservation, isUnnumbered = false }: ReservationCardProps) {
  const now = useNow();
  const { spot, time_zone: zone, charge, status } = reservation;
  const isOn = status === "held" || status === "confirmed";
  const at = Date.parse(
    (status === "held" && reservation.hold_expires_at) ||
      (hasBegun(reservation, now) ? reservation.ends_at : reservation.starts_at),
  );
  return (
    <span className="reservation-card">
      <SpotLabel text={isUnnumbered ? CAR_PARK : spot.label} />
      <span className="spot-where">
        <strong>{reservationTitle(reservation, now)}</strong>
        <small>
          {searchTexts.street(spot.zone.street, spot.zone.side)}
          <br />
          {isOn
            ? `${formatShortDateTime(reservation.starts_at, zone, now)} – ${formatShortDateTime(reservation.ends_at, zone, now)}`
            : `${formatDay(reservation.starts_at, zone)}${charge ? ` · ${formatMoney(charge.amount)}, ${reservationTexts.charge[charge.state] ?? charge.state}` : ""}`}
        </small>
      </span>
      {isOn && at > now && <strong className="clock-small">{formatCountdown(at - now)}</strong>}
    </span>
  );
}
