import "@/styles/visits.css";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useParams } from "@tanstack/react-router";
import { useCallback, useEffect } from "react";
import { errorCode, errorMessage, isOutcomeUnknown, isTransient } from "@/api/problem";
import { hasSession } from "@/api/session";
import type { Reservation } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Details } from "@/components/ui/details";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { siteOfSpotQuery } from "@/features/places/sites/site-requests";
import { useLiveReservations, useLiveStatus } from "@/features/reservations/live/use-live";
import { reservationQuery, updateReservation } from "@/features/reservations/requests";
import { ReservationActions } from "@/features/reservations/reservation-actions";
import {
  ReservationDetails,
  reservationTitle,
  STAY_TITLE_ID,
  StayHeader,
} from "@/features/reservations/reservation-details";
import { placeOfReservation } from "@/features/reservations/stay-place";
import { hasBegun, isConfirmed } from "@/features/reservations/stay-state";
import { CHARGING_STATES } from "@/lib/charge-states";
import { savedReservation, savePlace } from "@/lib/saved-reservations";
import { serverNow } from "@/lib/server-time";
import { formatShortDateTime } from "@/lib/time";
import { useOnline } from "@/lib/use-online";
import { useNow } from "@/lib/use-now";
import { texts } from "@/texts/app";
import { findTexts, reservationTexts } from "@/texts/reservations";
import { stayTexts } from "@/texts/stays";
import { failureTitle } from "../failure-title";
import { useReservationToken } from "../link-access";
import { Page } from "../pages";
import { FindCar } from "./find-car";
import { OtherCard } from "./other-card";
import { ReservationVehicle } from "./reservation-vehicle";
import { SiteStay, useSiteVisit } from "./site-stay";
import { StayExtras } from "./stay-extras";
import { StayPlace } from "./stay-place";
import { StaySteps, type StepsProps } from "./stay-steps";
import { useLocate } from "./use-locate";
import { useFocusAfterHold } from "./use-step-focus";
import { WayOn } from "./way-on";

const POLL_INTERVAL_MS = 10_000;

/** Opened by the link of a mail or by a signed-in user. */
export function ReservationPage() {
  const { id } = useParams({ from: "/reservations/$id" });
  const token = useReservationToken(id);
  const client = useQueryClient();
  const isOnline = useOnline();
  const now = useNow(30);
  const hasAccess = Boolean(token) || hasSession();
  const isLive = useLiveStatus();
  const query = useQuery({
    ...reservationQuery({ id, token }),
    enabled: hasAccess,
    refetchInterval: ({ state }) =>
      !isLive && CHARGING_STATES.includes(state.data?.charge?.state ?? "") && POLL_INTERVAL_MS,
  });
  const show = useCallback(
    (reservation: Reservation) => updateReservation(client, reservation, reservation.id === id ? token : undefined),
    [client, id, token],
  );
  useLiveReservations(hasAccess, token, show);
  const reservation = query.data;
  const { refetch } = query;
  const isOffline = !isOnline || errorCode(query.error) === "offline";
  const transitionAt = reservation && nextTransitionAt(reservation, now);
  // Fallback for a missed live message: fetch when the clock alone changes the state.
  useEffect(() => {
    if (!transitionAt) return;
    const timer = setTimeout(() => void refetch(), Math.min(transitionAt + 1_500 - serverNow(), 2_000_000_000));
    return () => clearTimeout(timer);
  }, [transitionAt, refetch]);
  if (!hasAccess || (query.error && !reservation)) {
    const title = hasAccess ? failureTitle(query.error) : texts.notFound.title;
    return (
      <Page title={title}>
        <h1>{title}</h1>
        <Notice kind="error">{hasAccess ? errorMessage(query.error) : texts.linkRequired}</Notice>
        {isOutcomeUnknown(query.error) || isTransient(query.error) ? (
          <Button onPress={() => void query.refetch()}>{texts.retry}</Button>
        ) : (
          <Link to="/find-reservation" className="button button-quiet button-wide">
            {findTexts.title}
          </Link>
        )}
      </Page>
    );
  }
  if (!reservation) {
    return (
      <Page title={texts.loading}>
        <Skeleton lines={6} />
      </Page>
    );
  }
  return (
    <Page title={reservationTitle(reservation, now)}>
      {(query.error || isOffline) && (
        <Notice>
          {isOffline ? texts.offline : errorMessage(query.error)}{" "}
          {reservationTexts.asOf(formatShortDateTime(savedReservation(id)?.at ?? now, reservation.time_zone, now))}
        </Notice>
      )}
      <Stay reservation={reservation} token={token} onChange={show} onStale={() => void query.refetch()} />
    </Page>
  );
}

/** The next time at which the clock changes the state. */
function nextTransitionAt(
  { status, hold_expires_at, starts_at, ends_at }: Reservation,
  now: number,
): number | undefined {
  if (status !== "held" && status !== "confirmed") return undefined;
  const turns = status === "held" && hold_expires_at ? [hold_expires_at] : [starts_at, ends_at];
  return turns.map((at) => Date.parse(at)).find((at) => at > now - 60_000);
}

/** Clock, required steps, place and actions; everything else is behind "Details". */
function Stay(props: StepsProps) {
  const { reservation, token, onChange, onStale } = props;
  const { status, spot, time_zone } = reservation;
  const access = { id: reservation.id, token };
  const now = useNow(5);
  const { data: site, isPending } = useQuery(siteOfSpotQuery(spot));
  const isUnnumbered = site?.unnumbered ?? false;
  const visit = useSiteVisit({ access, reservation }, Boolean(site));
  const isInside = visit?.state === "open";
  useEffect(() => {
    if (site?.unnumbered) savePlace(reservation.id, site.name);
  }, [site, reservation.id]);
  const { userPosition, isLocating, isLocationUnavailable, locate } = useLocate(() => undefined);
  const isOpen = status === "held" || isConfirmed(reservation, now);
  useFocusAfterHold(status, STAY_TITLE_ID);
  const isParked = isOpen && hasBegun(reservation, now);
  return (
    <article className="stay">
      <StayHeader reservation={reservation} />
      <StaySteps {...props} />
      {site && <SiteStay access={access} reservation={reservation} visit={visit} />}
      <StayPlace
        place={placeOfReservation(reservation)}
        isUnnumbered={isUnnumbered}
        userPosition={userPosition}
        hasDirections={isOpen}
      >
        {isParked && (
          <FindCar
            car={spot}
            zone={time_zone}
            userPosition={userPosition}
            isLocating={isLocating}
            isUnavailable={isLocationUnavailable}
            onLocate={locate}
          />
        )}
      </StayPlace>
      <ReservationVehicle access={access} reservation={reservation} />
      <ReservationActions
        access={access}
        reservation={reservation}
        isInside={isInside}
        isReportable={!isPending && !isUnnumbered && !isInside}
        onChange={onChange}
        onStale={onStale}
      />
      {status === "confirmed" && <StayExtras access={access} reservation={reservation} />}
      <WayOn reservation={reservation} now={now} />
      <Details title={stayTexts.details}>
        <ReservationDetails reservation={reservation} isUnnumbered={isUnnumbered} />
        {status === "confirmed" && <OtherCard access={access} onChange={onChange} />}
      </Details>
    </article>
  );
}
