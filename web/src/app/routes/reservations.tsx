import "@/styles/visits.css";
import { useInfiniteQuery, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { useUser } from "@/api/account";
import { errorMessage } from "@/api/problem";
import type { Reservation } from "@/api/types";
import type { VisitView } from "@/api/visit-types";
import { Button } from "@/components/ui/button";
import { RadioChips } from "@/components/ui/chips";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { useLiveReservations } from "@/features/reservations/live/use-live";
import { ReservationCard } from "@/features/reservations/reservation-card";
import {
  claimReservations,
  reservationQuery,
  reservationsQuery,
  updateReservation,
} from "@/features/reservations/requests";
import { VisitCard } from "@/features/visits/visit-card";
import { openVisitsQuery } from "@/features/visits/visit-requests";
import { type SavedReservation, savedReservation, useSavedReservations } from "@/lib/saved-reservations";
import { useMutation } from "@/lib/use-mutation";
import { useNow } from "@/lib/use-now";
import { nav } from "@/texts/app";
import { accountTexts } from "@/texts/identity";
import { findTexts, reservationListTexts } from "@/texts/reservations";
import { stayTexts } from "@/texts/stays";
import { Page } from "../pages";
import { parkAgainSearch } from "../park-again";
import { StayHistory } from "./stay-history";

/** Reservations of the account, and guest reservations saved in this browser. */
export function ReservationsPage() {
  const { user, isPending } = useUser();
  return (
    <Page title={reservationListTexts.title}>
      <h1>{reservationListTexts.title}</h1>
      <GuestReservations />
      {isPending ? <Skeleton lines={3} tall /> : user ? <AccountReservations /> : <SignInHint />}
    </Page>
  );
}

/** A past stay has a link to the same spot for as long. */
function ReservationRow({ reservation }: { reservation: Reservation }) {
  const now = useNow(30);
  const isUnnumbered = savedReservation(reservation.id)?.place !== undefined;
  return (
    <li>
      <Link to="/reservations/$id" params={{ id: reservation.id }} className="saved-reservation">
        <ReservationCard reservation={reservation} isUnnumbered={isUnnumbered} />
      </Link>
      {reservation.status === "completed" && (
        <Link to="/" search={parkAgainSearch(reservation, now)} className="button button-plain">
          {stayTexts.parkAgain}
        </Link>
      )}
    </li>
  );
}

/** The cars that are in garages and lots now. */
function OpenVisits({ visits }: { visits: VisitView[] }) {
  if (!visits.length) return null;
  return (
    <ul className="plain-list">
      {visits.map((visit) => (
        <li key={visit.id}>
          <Link
            to="/visits/$id"
            params={{ id: visit.id }}
            search={{ reservation: visit.reservation_id }}
            className="saved-reservation"
          >
            <VisitCard visit={visit} />
          </Link>
        </li>
      ))}
    </ul>
  );
}

const isOpen = ({ reservation: { status } }: SavedReservation) => status === "held" || status === "confirmed";

/** Open reservations first, then closed ones, newest first. */
function sortOpenFirst(all: SavedReservation[]): SavedReservation[] {
  return [...all.filter(isOpen), ...all.filter((each) => !isOpen(each)).reverse()];
}

function GuestReservations() {
  const guests = sortOpenFirst(useSavedReservations().filter(({ token }) => token));
  if (!guests.length) return null;
  return (
    <ul className="plain-list">
      {guests.map(({ reservation, token }) => (
        <GuestReservationRow key={reservation.id} saved={reservation} token={token} />
      ))}
    </ul>
  );
}

/** Shows the saved reservation until the api responds. */
function GuestReservationRow({ saved, token }: { saved: Reservation; token: string | undefined }) {
  const { data } = useQuery(reservationQuery({ id: saved.id, token }));
  return <ReservationRow reservation={data ?? saved} />;
}

function SignInHint() {
  return (
    <div className="stack">
      <p className="soft">
        {reservationListTexts.guestHint} <Link to="/find-reservation">{findTexts.title}</Link>
      </p>
      <Link to="/account/sign-in" className="button button-primary button-wide">
        {nav.signIn}
      </Link>
      <p className="soft">{accountTexts.benefits}</p>
    </div>
  );
}

function AccountReservations() {
  const client = useQueryClient();
  const [age, setAge] = useState<"current" | "past">("current");
  const query = useInfiniteQuery(reservationsQuery(age));
  const { data: visits = [] } = useQuery(openVisitsQuery);
  const show = useCallback(
    (reservation: Reservation) => {
      updateReservation(client, reservation);
      void client.invalidateQueries({ queryKey: openVisitsQuery.queryKey });
    },
    [client],
  );
  useLiveReservations(true, undefined, show);
  const claim = useMutation({
    mutationFn: claimReservations,
    onSuccess: () => client.invalidateQueries({ queryKey: ["reservations"] }),
  });
  // A visit stands for its reservation.
  const inVisits = visits.map((visit) => visit.reservation_id);
  const reservations = query.data?.pages
    .flatMap((page) => page.reservations)
    .filter(({ id }) => age === "past" || !inVisits.includes(id));
  return (
    <div className="stack">
      <RadioChips
        label={reservationListTexts.title}
        isLabelHidden
        value={age}
        options={[
          { value: "current", label: reservationListTexts.current },
          { value: "past", label: reservationListTexts.past },
        ]}
        onChange={(value) => setAge(value === "past" ? "past" : "current")}
      />
      {age === "current" && <OpenVisits visits={visits} />}
      {query.isPending && <Skeleton lines={3} tall />}
      {query.error && <Notice kind="error">{errorMessage(query.error)}</Notice>}
      {reservations?.length === 0 && (age === "past" || !visits.length) && (
        <p className="soft">{age === "current" ? reservationListTexts.none : reservationListTexts.nonePast}</p>
      )}
      {age === "past" && reservations && <StayHistory reservations={reservations} />}
      <ul className="plain-list">
        {reservations?.map((reservation) => (
          <ReservationRow key={reservation.id} reservation={reservation} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button kind="quiet" isPending={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
          {reservationListTexts.more}
        </Button>
      )}
      {claim.data && <Notice kind="success">{reservationListTexts.claimed(claim.data.reservations.length)}</Notice>}
      {claim.error && <Notice kind="error">{errorMessage(claim.error)}</Notice>}
      <Button kind="plain" isPending={claim.isPending} onPress={() => claim.mutate()}>
        {reservationListTexts.claim}
      </Button>
    </div>
  );
}
