import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { errorCode, fieldErrors, formError } from "@/api/problem";
import type { Reservation, VehicleChoice } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { VEHICLE_FIELDS, VehiclePicker, vehicleErrors } from "@/features/identity/vehicle-picker";
import { vehiclesQuery } from "@/features/identity/vehicle-requests";
import { chooseVehicle, type ReservationAccess, reservationVehicleQuery } from "@/features/reservations/requests";
import { formatShortDateTime } from "@/lib/time";
import { useMutation } from "@/lib/use-mutation";
import { useNow } from "@/lib/use-now";
import { texts } from "@/texts/app";
import { vehicleTexts } from "@/texts/identity";

interface ReservationVehicleProps {
  access: ReservationAccess;
  reservation: Reservation;
}

/** The vehicle of a reservation, with its change until shortly after the start. */
export function ReservationVehicle({ access, reservation }: ReservationVehicleProps) {
  const now = useNow(5);
  const [isOpen, setOpen] = useState(false);
  const { data: state, error, refetch } = useQuery(reservationVehicleQuery(access, reservation.status));
  if (error || !state) return null;
  const { vehicle, changeable_until: until } = state;
  const closesAt = until && Date.parse(until) > now ? until : undefined;
  if (!vehicle && !closesAt) return null;
  return (
    <section className="stack" aria-label={vehicleTexts.vehicle}>
      {vehicle && (
        <p>
          {texts.named(vehicleTexts.vehicle)} <strong>{vehicle.plate ?? vehicleTexts.unreadable}</strong>{" "}
          <span className="soft">{vehicleTexts.describe(vehicle)}</span>
        </p>
      )}
      {closesAt && (
        <>
          <Button kind="plain" onPress={() => setOpen(true)}>
            {vehicle ? vehicleTexts.changeVehicle : vehicleTexts.addPlate}
          </Button>
          <Dialog
            title={vehicle ? vehicleTexts.changeVehicle : vehicleTexts.addPlate}
            isOpen={isOpen}
            onClose={() => setOpen(false)}
          >
            {isOpen && (
              <ChangeForm
                access={access}
                vehicleClass={reservation.vehicle_class ?? undefined}
                until={formatShortDateTime(closesAt, reservation.time_zone, now)}
                onDone={() => setOpen(false)}
                onStale={() => void refetch()}
              />
            )}
          </Dialog>
        </>
      )}
    </section>
  );
}

interface ChangeFormProps {
  access: ReservationAccess;
  /** The class of the accepted price. */
  vehicleClass: string | undefined;
  until: string;
  onDone: () => void;
  onStale: () => void;
}

function ChangeForm({ access, vehicleClass, until, onDone, onStale }: ChangeFormProps) {
  const client = useQueryClient();
  const saved = useQuery({ ...vehiclesQuery, enabled: !access.token });
  const [choice, setChoice] = useState<VehicleChoice>({});
  const change = useMutation({
    mutationFn: () => chooseVehicle(access, choice),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ["reservation-vehicle", access.id] });
      onDone();
    },
    onError: (error) => {
      if (errorCode(error) === "vehicle_change_closed") onStale();
    },
  });
  const failure = formError(change.error, VEHICLE_FIELDS);
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!change.isPending) change.mutate();
      }}
    >
      <p className="soft">{vehicleTexts.changeableUntil(until)}</p>
      <VehiclePicker
        saved={saved.data ?? []}
        value={choice}
        onChange={setChoice}
        errors={vehicleErrors(fieldErrors(change.error))}
        {...(vehicleClass && { defaultClass: vehicleClass })}
      />
      {failure && <Notice kind="error">{fieldErrors(change.error).vehicle ?? failure}</Notice>}
      <Button type="submit" wide isPending={change.isPending} isDisabled={!choice.vehicle_id && !choice.vehicle?.plate}>
        {vehicleTexts.save}
      </Button>
    </form>
  );
}
