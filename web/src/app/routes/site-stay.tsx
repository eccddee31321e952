import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { Reservation } from "@/api/types";
import type { VisitView } from "@/api/visit-types";
import type { ReservationAccess } from "@/features/reservations/requests";
import { hasPass, mayHaveArrived } from "@/features/visits/entry";
import { PassButton } from "@/features/visits/pass-code";
import { reservationPassQuery, visitOfReservationQuery } from "@/features/visits/visit-requests";
import { useNow } from "@/lib/use-now";
import { scanTexts, sitePageTexts } from "@/texts/visits";

const POLL_MS = 15_000;

interface SiteStayProps {
  access: ReservationAccess;
  reservation: Reservation;
}

/** The visit of a reservation in a garage or lot, from the arrival on. */
export function useSiteVisit({ access, reservation }: SiteStayProps, isInSite: boolean): VisitView | undefined {
  const now = useNow(30);
  const { data } = useQuery({
    ...visitOfReservationQuery(access, reservation.revision),
    enabled: isInSite && mayHaveArrived(reservation, now),
    // A camera or a reader may let the driver in.
    refetchInterval: ({ state }) => state.data === null && reservation.status === "confirmed" && POLL_MS,
  });
  return data ?? undefined;
}

/** For a stay in a garage or lot: the visit, or the ways in before the arrival. */
export function SiteStay({ access, reservation, visit }: SiteStayProps & { visit: VisitView | undefined }) {
  const now = useNow(30);
  const { id, status, time_zone } = reservation;
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
