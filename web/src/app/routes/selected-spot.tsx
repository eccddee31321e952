import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { components } from "@/api/schema";
import type { CreatedReservation, FreeSpot, User, VehicleChoice } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import type { LiveSpots } from "@/features/reservations/live/live-store";
import { cardsQuery } from "@/features/billing/requests";
import { VehiclePicker, vehicleErrors } from "@/features/identity/vehicle-picker";
import { vehiclesQuery } from "@/features/identity/vehicle-requests";
import { HoldForm } from "@/features/reservations/hold-form";
import { updateReservation } from "@/features/reservations/requests";
import { SpotPanel } from "@/features/reservations/spot-panel";
import { type Criteria, durationsWith, isFreeFor } from "@/features/reservations/search/criteria";
import { spotQuery } from "@/features/reservations/search/get-spots";
import { RefusalNotice, type StayChange } from "@/features/reservations/search/refusal-notice";
import { distance, type Position } from "@/lib/geo";
import { useNow } from "@/lib/use-now";
import { texts } from "@/texts/app";
import { searchTexts } from "@/texts/reservations";

interface SelectedSpotProps {
  id: string;
  criteria: Criteria;
  live: LiveSpots;
  result: components["schemas"]["FreeSpots"] | undefined;
  /** Time of the result, in milliseconds. */
  searchedAt: number;
  /** The result is of another search, until that of the criteria has arrived. */
  isStale: boolean;
  me: Position | undefined;
  user: User | undefined;
  signIn: ReactNode;
  onChange: (change: StayChange) => void;
  onClose: () => void;
  onTaken: (alternatives: FreeSpot[], isClosed: boolean) => void;
}

export function SelectedSpot(props: SelectedSpotProps) {
  const { id, criteria, live, result, searchedAt, isStale, me, user, signIn, onChange, onClose, onTaken } = props;
  const client = useQueryClient();
  const navigate = useNavigate();
  const now = useNow(5);
  const known = live.spots.get(id);
  const listed = result?.spots.find((spot) => spot.id === id);
  const refusedNearby = result?.refused?.find(({ spot: { id: refusedId } }) => refusedId === id);
  const spot = known ?? listed ?? refusedNearby?.spot;
  const isFound = Boolean(listed ?? refusedNearby);
  const own = useQuery(spotQuery(isFound ? undefined : id, spot, criteria));
  const cards = useQuery({ ...cardsQuery, enabled: Boolean(user) });
  const vehicles = useQuery({ ...vehiclesQuery, enabled: Boolean(user) });
  const [choice, setChoice] = useState<VehicleChoice>();
  const saved = (user && vehicles.data) ?? [];
  const { vehicleClass } = criteria;
  // The first saved vehicle of the class in the search, unless the driver chooses.
  const first = saved.find((each) => each.class === vehicleClass);
  const vehicle = choice ?? (first ? { vehicle_id: first.id } : {});
  const chosenClass = vehicle.vehicle_id
    ? saved.find((each) => each.id === vehicle.vehicle_id)?.class
    : vehicle.vehicle?.class;
  const found = isFound ? { offer: listed, refusal: refusedNearby } : own.data;
  const { offer, refusal } = found ?? { offer: undefined, refusal: undefined };
  const isOutdated = isFound ? isStale : own.isPlaceholderData;
  const details = offer ?? refusal?.spot;
  if (!spot) {
    return result && live.isLoaded ? (
      <Notice>
        {searchTexts.none} <Button onPress={onClose}>{texts.back}</Button>
      </Notice>
    ) : (
      <Skeleton lines={4} />
    );
  }
  const isFree = known && criteria.from === undefined ? isFreeFor(known, criteria.seconds, now) : Boolean(offer);
  const zone = details?.time_zone ?? "UTC";
  const until = criteria.from === undefined ? (known?.changes_at ?? undefined) : undefined;
  const handleHeld = ({ reservation, manage_token, card_setup }: CreatedReservation) => {
    updateReservation(client, reservation, manage_token ?? undefined);
    if (card_setup) client.setQueryData(["card-set-up", reservation.id], card_setup);
    void navigate({ to: "/reservations/$id", params: { id: reservation.id } });
  };
  const metres = me ? distance(me, spot) : listed?.distance;
  const isLoading = !isFound && own.isPending;
  return (
    <SpotPanel
      spot={spot}
      details={details}
      price={isOutdated ? undefined : offer?.price}
      latestEnd={isOutdated ? undefined : (offer?.latest_end ?? undefined)}
      metres={metres}
      isFree={isFree || isLoading}
      until={until}
      seconds={criteria.seconds}
      durations={durationsWith(criteria.seconds)}
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
      refusal={
        refusal && (
          <RefusalNotice
            refusal={refusal}
            from={criteria.from}
            searchedAt={isFound ? searchedAt : own.dataUpdatedAt}
            zone={zone}
            onChange={onChange}
          />
        )
      }
    >
      {isLoading ? (
        <Skeleton lines={3} />
      ) : (
        <HoldForm
          spotId={id}
          from={criteria.from}
          seconds={criteria.seconds}
          vehicleClass={chosenClass ?? vehicleClass}
          zone={zone}
          user={user}
          card={cards.data?.find((card) => card.is_default)}
          vehicle={vehicle}
          vehiclePicker={(errors) => (
            <VehiclePicker
              saved={saved}
              value={vehicle}
              onChange={setChoice}
              errors={vehicleErrors(errors)}
              isOptional
              defaultClass={vehicleClass}
            />
          )}
          signIn={signIn}
          onHeld={handleHeld}
          onTaken={onTaken}
          onChange={onChange}
        />
      )}
    </SpotPanel>
  );
}
