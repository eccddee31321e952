import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { errorMessage } from "@/api/problem";
import type { components } from "@/api/schema";
import type {
  CreatedReservation,
  FreeSpot,
  LiveSpot,
  RefusedSpot,
  Reservation,
  User,
  VehicleChoice,
} from "@/api/types";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { LiveSpots } from "@/features/reservations/live/live-store";
import { cardsQuery } from "@/features/billing/requests";
import { VEHICLE_FIELDS, VehiclePicker, vehicleErrors } from "@/features/identity/vehicle-picker";
import { vehiclesQuery } from "@/features/identity/vehicle-requests";
import { HoldForm } from "@/features/reservations/hold-form";
import { ownStay } from "@/features/reservations/own-stay";
import { type QuotedStay, updateReservation } from "@/features/reservations/requests";
import { reservationTitle } from "@/features/reservations/reservation-details";
import { SpotPanel } from "@/features/reservations/spot-panel";
import { type UnavailableCode, useHold } from "@/features/reservations/use-hold";
import { type Criteria, isFreeFor } from "@/features/reservations/search/criteria";
import { spotQuery } from "@/features/reservations/search/get-spots";
import { RefusalNotice, type StayChange } from "@/features/reservations/search/refusal-notice";
import { contains, distance, type Position } from "@/lib/geo";
import { toServerTime } from "@/lib/server-time";
import { useOpenReservations } from "@/lib/saved-reservations";
import { formatShortDateTime } from "@/lib/time";
import { useNow } from "@/lib/use-now";
import { texts } from "@/texts/app";
import { reserveTexts, searchTexts } from "@/texts/reservations";
import { availabilityOf } from "./availability";
import { useSiteOf } from "./use-site-of";

type SpotDetails = FreeSpot | RefusedSpot["spot"];

/** A spot as it was when its hold was requested. */
interface HeldSpot {
  spot: LiveSpot | SpotDetails;
  details: SpotDetails | undefined;
}

interface SelectedSpotProps {
  id: string;
  criteria: Criteria;
  live: LiveSpots;
  result: components["schemas"]["FreeSpots"] | undefined;
  /** Time of the result, in milliseconds. */
  searchedAt: number;
  /** The search has failed; the page shows why. */
  hasFailed: boolean;
  /** The result is of another search, until that of the criteria has arrived. */
  isStale: boolean;
  me: Position | undefined;
  user: User | undefined;
  /** It is not known yet who is signed in. */
  isUserPending: boolean;
  onChange: (change: StayChange) => void;
  onClose: () => void;
  onUnavailable: (alternatives: FreeSpot[], code: UnavailableCode) => void;
}

export function SelectedSpot(props: SelectedSpotProps) {
  const { id, criteria, live, result, searchedAt, hasFailed, isStale, me, user, isUserPending } = props;
  const { onChange, onClose, onUnavailable } = props;
  const client = useQueryClient();
  const navigate = useNavigate();
  const now = useNow(5);
  const reservations = useOpenReservations().map(({ reservation }) => reservation);
  const start = criteria.from ?? now;
  const stay = ownStay(reservations, id, { from: start, to: start + criteria.seconds * 1000 }, now);
  const cards = useQuery({ ...cardsQuery, enabled: Boolean(user) });
  const vehicles = useQuery({ ...vehiclesQuery, enabled: Boolean(user) });
  const [choice, setChoice] = useState<VehicleChoice>();
  const saved = (user && vehicles.data) ?? [];
  // The first saved vehicle of the class in the search, unless the driver chooses.
  const first = saved.find((each) => each.class === criteria.vehicleClass);
  const vehicle = choice ?? (first ? { vehicle_id: first.id } : {});
  const chosenClass = vehicle.vehicle_id
    ? saved.find((each) => each.id === vehicle.vehicle_id)?.class
    : vehicle.vehicle?.class;
  const wanted: QuotedStay = {
    spotId: id,
    vehicleClass: chosenClass ?? criteria.vehicleClass,
    from: criteria.from,
    seconds: criteria.seconds,
  };
  const handleHeld = ({ reservation, manage_token, card_setup }: CreatedReservation) => {
    updateReservation(client, reservation, manage_token ?? undefined);
    if (card_setup) client.setQueryData(["card-set-up", reservation.id], card_setup);
    void navigate({ to: "/reservations/$id", params: { id: reservation.id } });
  };
  const [before, setBefore] = useState<HeldSpot>();
  const hold = useHold(wanted, {
    onSend: () => setBefore(spot && { spot, details }),
    onHeld: handleHeld,
    onUnavailable,
  });
  // The search does not offer a spot that is held.
  const held = hold.isOpen ? before : undefined;
  const known = live.spots.get(id);
  const listed = result?.spots.find((spot) => spot.id === id);
  const refusedNearby = result?.refused?.find(({ spot: { id: refusedId } }) => refusedId === id);
  const present = known ?? listed ?? refusedNearby?.spot ?? held?.spot;
  const [seen, setSeen] = useState(present);
  if (present && present !== seen) setSeen(present);
  // On a map that has moved away, nothing is known of the spot; in the watched area it is gone.
  const isWatched = live.isLoaded && live.box !== undefined && seen !== undefined && contains(live.box, seen);
  const spot = present ?? (isWatched ? undefined : seen);
  const isFound = Boolean(listed ?? refusedNearby);
  const own = useQuery(spotQuery(isFound ? undefined : id, spot, criteria));
  const found = isFound ? { offer: listed, refusal: refusedNearby } : own.data;
  const { offer, refusal } = found ?? { offer: undefined, refusal: undefined };
  const isOutdated = isFound ? isStale : own.isPlaceholderData;
  const details = offer ?? refusal?.spot ?? held?.details;
  const site = useSiteOf(details, known);
  if (!spot) {
    return result && (live.isLoaded || !live.box) ? (
      <Notice>
        {searchTexts.none} <Button onPress={onClose}>{texts.back}</Button>
      </Notice>
    ) : hasFailed ? null : (
      <Skeleton lines={4} />
    );
  }
  const place = details ?? stay?.spot;
  const zone = details?.time_zone ?? stay?.time_zone ?? "UTC";
  const until = criteria.from === undefined ? (known?.changes_at ?? undefined) : undefined;
  const metres = me ? distance(me, spot) : listed?.distance;
  const isLoading = !isFound && own.isPending;
  // A form for guests must not appear first and then change under the finger.
  const isDriverPending = isUserPending || cards.isLoading || vehicles.isLoading;
  // A failed search does not mean that the spot is taken.
  const failure = isFound || own.data ? null : own.error;
  const availability = availabilityOf({
    isFreeLive: known && criteria.from === undefined ? isFreeFor(known, criteria.seconds, now) : undefined,
    isOffered: offer !== undefined,
    isOutdated,
    isLoading,
    hasFailed: failure !== null,
    isHoldOpen: hold.isOpen,
  });
  const isFree = availability === "free";
  return (
    <SpotPanel
      spot={spot}
      details={details}
      site={site}
      place={place}
      isFreeOfCharge={!isOutdated && offer?.price.amount_minor === 0}
      latestEnd={isOutdated ? undefined : (offer?.latest_end ?? undefined)}
      metres={metres}
      isFree={isFree}
      isUnknown={availability === "unknown"}
      until={until}
      seconds={criteria.seconds}
      from={criteria.from}
      zone={zone}
      onSeconds={(seconds) => onChange({ seconds })}
      onClose={onClose}
      priceHistory={
        details && (
          <Link to="/zones/$id/prices" params={{ id: details.zone.id }}>
            {searchTexts.priceHistory}
          </Link>
        )
      }
      own={stay && <OwnStay stay={stay} now={now} />}
      refusal={
        refusal &&
        !hold.isOpen && (
          <RefusalNotice
            refusal={refusal}
            from={criteria.from}
            searchedAt={isFound ? searchedAt : toServerTime(own.dataUpdatedAt)}
            zone={zone}
            onChange={onChange}
          />
        )
      }
    >
      {(isLoading || isDriverPending) && !hold.isOpen ? (
        <Skeleton lines={3} />
      ) : failure && !isFree && !hold.isOpen ? (
        <Notice kind="error">
          {errorMessage(failure)}{" "}
          <Button kind="quiet" onPress={() => void own.refetch()}>
            {texts.retry}
          </Button>
        </Notice>
      ) : (
        <HoldForm
          hold={hold}
          stay={wanted}
          zone={zone}
          user={user}
          card={cards.data?.find((card) => card.is_default)}
          vehicle={vehicle}
          vehicleFields={VEHICLE_FIELDS}
          vehiclePicker={(errors) => (
            <VehiclePicker
              saved={saved}
              value={vehicle}
              onChange={setChoice}
              errors={vehicleErrors(errors)}
              isOptional
              defaultClass={criteria.vehicleClass}
            />
          )}
          signIn={
            <Link to="/account/sign-in" search={{ to: location.pathname + location.search }}>
              {reserveTexts.orSignIn}
            </Link>
          }
          onChange={onChange}
        />
      )}
    </SpotPanel>
  );
}

/** The driver's own reservation of the spot. */
function OwnStay({ stay, now }: { stay: Reservation; now: number }) {
  const { id, status, hold_expires_at, ends_at, time_zone: zone } = stay;
  const until = formatShortDateTime((status === "held" && hold_expires_at) || ends_at, zone, now);
  return (
    <>
      <Notice kind="success" title={reservationTitle(stay, now)}>
        {status === "held" ? reserveTexts.ownHeld(until) : reserveTexts.own(until)}
      </Notice>
      <Link to="/reservations/$id" params={{ id }} className="button button-primary button-wide">
        {reserveTexts.showOwn}
      </Link>
    </>
  );
}
