import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useCallback, useState } from "react";
import { useUser } from "@/api/account";
import { tell } from "@/api/problem";
import type { Reservation } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Chips } from "@/components/ui/chips";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { useLiveReservations } from "@/features/reservations/live/use-live";
import { ReservationCard } from "@/features/reservations/reservation-card";
import {
  claimReservations,
  reservationQuery,
  reservationsQuery,
  showReservation,
} from "@/features/reservations/requests";
import { type Kept, useAllKept } from "@/lib/saved-reservations";
import { nav } from "@/texts/app";
import { accountTexts } from "@/texts/identity";
import { listTexts } from "@/texts/reservations";
import { Page } from "../pages";

/** The driver's reservations: those of the account, and those that this browser knows of a guest. */
export function ReservationsPage() {
  const { user, isPending } = useUser();
  return (
    <Page title={listTexts.title}>
      <h1>{listTexts.title}</h1>
      <Guests />
      {isPending ? <Skeleton lines={3} tall /> : user ? <Mine /> : <SignInHint />}
    </Page>
  );
}

function Row({ reservation }: { reservation: Reservation }) {
  return (
    <li>
      <Link to="/reservations/$id" params={{ id: reservation.id }} className="kept">
        <ReservationCard reservation={reservation} />
      </Link>
    </li>
  );
}

const isOn = ({ reservation: { status } }: Kept) => status === "held" || status === "confirmed";

/** What is under way comes first, then what is over, the latest first. */
function inOrder(all: Kept[]): Kept[] {
  return [...all.filter(isOn), ...all.filter((each) => !isOn(each)).reverse()];
}

function Guests() {
  const guests = inOrder(useAllKept().filter(({ token }) => token));
  if (!guests.length) return null;
  return (
    <ul className="plain-list">
      {guests.map(({ reservation, token }) => (
        <GuestRow key={reservation.id} kept={reservation} token={token} />
      ))}
    </ul>
  );
}

/** What this browser remembers, then what the api says. */
function GuestRow({ kept, token }: { kept: Reservation; token: string | undefined }) {
  const { data } = useQuery(reservationQuery({ id: kept.id, token }));
  return <Row reservation={data ?? kept} />;
}

function SignInHint() {
  return (
    <div className="stack">
      <p className="soft">{listTexts.guestHint}</p>
      <Link to="/account/sign-in" className="button button-primary button-wide">
        {nav.signIn}
      </Link>
      <p className="soft">{accountTexts.why}</p>
    </div>
  );
}

function Mine() {
  const client = useQueryClient();
  const [age, setAge] = useState<"current" | "past">("current");
  const query = useInfiniteQuery(reservationsQuery(age));
  const show = useCallback((reservation: Reservation) => showReservation(client, reservation), [client]);
  useLiveReservations(true, undefined, show);
  const claim = useMutation({
    mutationFn: claimReservations,
    onSuccess: () => client.invalidateQueries({ queryKey: ["reservations"] }),
  });
  const found = query.data?.pages.flatMap((page) => page.reservations);
  return (
    <div className="stack">
      <Chips
        label={listTexts.title}
        isLabelHidden
        value={age}
        choices={[
          { value: "current", label: listTexts.current },
          { value: "past", label: listTexts.past },
        ]}
        onChange={(value) => setAge(value === "past" ? "past" : "current")}
      />
      {query.isPending && <Skeleton lines={3} tall />}
      {query.error && <Notice kind="problem">{tell(query.error)}</Notice>}
      {found?.length === 0 && <p className="soft">{age === "current" ? listTexts.none : listTexts.nonePast}</p>}
      <ul className="plain-list">
        {found?.map((reservation) => (
          <Row key={reservation.id} reservation={reservation} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button kind="quiet" isPending={query.isFetchingNextPage} onPress={() => void query.fetchNextPage()}>
          {listTexts.more}
        </Button>
      )}
      {claim.data && <Notice kind="good">{listTexts.claimed(claim.data.reservations.length)}</Notice>}
      {claim.error && <Notice kind="problem">{tell(claim.error)}</Notice>}
      <Button kind="plain" isPending={claim.isPending} onPress={() => claim.mutate()}>
        {listTexts.claim}
      </Button>
    </div>
  );
}
