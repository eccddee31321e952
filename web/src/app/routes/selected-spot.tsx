import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
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
import { type Criteria, DURATIONS, isFreeFor } from "@/features/reservations/search/criteria";
import { spotQuery } from "@/features/reservations/search/get-spots";
import { distance, type Position } from "@/lib/geo";
import { useNow } from "@/lib/use-now";
import { texts } from "@/texts/app";
import { searchTexts } from "@/texts/reservations";

interface SelectedSpotProps {
  id: string;
  criteria: Criteria;
  live: LiveSpots;
  result: components["schemas"]["FreeSpots"] | undefined;
  me: Position | undefined;
  user: User | undefined;
  signIn: ReactNode;
  onSeconds: (seconds: number) => void;
  onClose: () => void;
  onTaken: (alternatives: FreeSpot[], isClosed: boolean) => void;
}

export function SelectedSpot(props: SelectedSpotProps) {
  const { id, criteria, live, result, me, user, signIn, onSeconds, onClose, onTaken } = props;
  const client = useQueryClient();
  const navigate = useNavigate();
  const now = useNow(5);
  const known = live.spots.get(id);
  const listed = result?.spots.find((spot) => spot.id === id);
  const spot = known ?? listed;
  const detailsQuery = useQuery(spotQuery(listed ? undefined : id, spot));
  const cards = useQuery({ ...cardsQuery, enabled: Boolean(user) });
  const vehicles = useQuery({ ...vehiclesQuery, enabled: Boolean(user) });
  const [choice, setChoice] = useState<VehicleChoice>();
  const saved = (user && vehicles.data) ?? [];
  // The first saved vehicle unless the driver chooses.
  const vehicle = choice ?? (saved[0] ? { vehicle_id: saved[0].id } : {});
  const details = listed ?? detailsQuery.data ?? undefined;
  if (!spot) {
    return result && live.isLoaded ? (
      <Notice>
        {searchTexts.none} <Button onPress={onClose}>{texts.back}</Button>
      </Notice>
    ) : (
      <Skeleton lines={4} />
    );
  }
  const isFree = known && criteria.from === undefined ? isFreeFor(known, criteria.seconds, now) : Boolean(listed);
  const until = criteria.from === undefined ? (known?.changes_at ?? undefined) : undefined;
  const handleHeld = ({ reservation, manage_token, card_setup }: CreatedReservation) => {
    updateReservation(client, reservation, manage_token ?? undefined);
    if (card_setup) client.setQueryData(["card-set-up", reservation.id], card_setup);
    void navigate({ to: "/reservations/$id", params: { id: reservation.id } });
  };
  const metres = me ? distance(me, spot) : listed?.distance;
  return (
    <SpotPanel
      spot={spot}
      details={details}
      metres={metres}
      isFree={isFree}
      until={until}
      seconds={criteria.seconds}
      durations={DURATIONS}
      zone={details?.time_zone ?? "UTC"}
      onSeconds={onSeconds}
      onClose={onClose}
    >
      <HoldForm
        spot={spot}
        from={criteria.from}
        seconds={criteria.seconds}
        user={user}
        card={cards.data?.find((card) => card.is_default)}
        vehicle={vehicle}
        vehiclePicker={(errors) => (
          <VehiclePicker saved={saved} value={vehicle} onChange={setChoice} errors={vehicleErrors(errors)} isOptional />
        )}
        signIn={signIn}
        onHeld={handleHeld}
        onTaken={onTaken}
      />
    </SpotPanel>
  );
}
