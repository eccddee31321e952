import { Link } from "@tanstack/react-router";
import { errorMessage } from "@/api/problem";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { ReservationCard } from "@/features/reservations/reservation-card";
import type { SavedReservation } from "@/lib/saved-reservations";
import { texts } from "@/texts/app";
import { mapTexts } from "@/texts/places";

interface HomeNoticesProps {
  reservations: SavedReservation[];
  isLocationUnavailable: boolean;
  /** Of the search. */
  failure: Error | null;
  isRetrying: boolean;
  onRetry: () => void;
}

/** Above the list: the driver's own stays, and what has failed. */
export function HomeNotices({ reservations, isLocationUnavailable, failure, isRetrying, onRetry }: HomeNoticesProps) {
  return (
    <>
      {reservations.map(({ reservation, place }) => (
        <Link key={reservation.id} to="/reservations/$id" params={{ id: reservation.id }} className="saved-reservation">
          <ReservationCard reservation={reservation} isUnnumbered={place !== undefined} />
        </Link>
      ))}
      {isLocationUnavailable && <Notice kind="error">{mapTexts.noLocation}</Notice>}
      {failure && (
        <Notice kind="error">
          {errorMessage(failure)}{" "}
          <Button kind="quiet" isPending={isRetrying} onPress={onRetry}>
            {texts.retry}
          </Button>
        </Notice>
      )}
    </>
  );
}
