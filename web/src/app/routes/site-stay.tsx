import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Reservation } from "@/api/types";
import type { ReservationAccess } from "@/features/reservations/requests";
import { hasPass } from "@/features/visits/entry";
import { PassButton } from "@/features/visits/pass-code";
import { reservationPassQuery, visitOfReservationQuery } from "@/features/visits/visit-requests";
import { useNow } from "@/lib/use-now";
import { scanTexts, sitePageTexts } from "@/texts/visits";

interface SiteStayProps {
  access: ReservationAccess;
  reservation: Reservation;
}

/** Time before its start from which on a reservation lets in, in milliseconds. */
const EARLY_ARRIVAL_MS = 600_000;
const POLL_MS = 15_000;
/** A visit has one of these reservations. */
const STATUSES = ["confirmed", "completed"];

/** For a stay in a garage or lot: the visit, or the ways in before the arrival. */
export function SiteStay({ access, reservation }: SiteStayProps) {
  const now = useNow(30);
  const { id, status, starts_at, time_zone, revision } = reservation;
  const canHaveArrived = STATUSES.includes(status) && Date.parse(starts_at) - EARLY_ARRIVAL_MS <= now;
  const { data: visit } = useQuery({
    ...visitOfReservationQuery(access, revision),
    enabled: canHaveArrived,
    // A camera or a reader may let the driver in.
    refetchInterval: ({ state }) => state.data === null && status === "confirmed" && POLL_MS,
  });
  if (visit) {
    return (
      <Link
        to="/visits/$id"
        params={{ id: visit.id }}
        search={{ reservation: id }}
        className="button button-primary button-wide"
      >
        {scanTexts.openStay}
      </Link>
    );
  }
  if (status !== "confirmed") return null;
  return (
    <div className="stack">
      <Link to="/go" hash="scan" className="button button-primary button-wide">
        {sitePageTexts.scanToEnter}
      </Link>
      {hasPass(reservation, now) && <PassButton options={reservationPassQuery(access)} zone={time_zone} />}
    </div>
  );
}
