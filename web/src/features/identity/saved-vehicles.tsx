import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { errorMessage } from "@/api/problem";
import type { SavedVehicle } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { useMutation } from "@/lib/use-mutation";
import { texts } from "@/texts/app";
import { vehicleTexts } from "@/texts/identity";
import { VehicleForm } from "./vehicle-form";
import { removeVehicle, vehiclesQuery } from "./vehicle-requests";

type Opened = { action: "edit"; vehicle: SavedVehicle | undefined } | { action: "remove"; vehicle: SavedVehicle };

export function SavedVehicles() {
  const client = useQueryClient();
  const vehicles = useQuery(vehiclesQuery);
  const [opened, setOpened] = useState<Opened>();
  const close = () => setOpened(undefined);
  const refresh = () => {
    close();
    void client.invalidateQueries({ queryKey: ["reservation-vehicle"] });
    return client.invalidateQueries({ queryKey: vehiclesQuery.queryKey });
  };
  const remove = useMutation({ mutationFn: (vehicle: SavedVehicle) => removeVehicle(vehicle.id), onSettled: refresh });
  const error = vehicles.error ?? remove.error;
  return (
    <section className="stack" aria-labelledby="vehicles">
      <h2 id="vehicles">{vehicleTexts.title}</h2>
      {error && <Notice kind="error">{errorMessage(error)}</Notice>}
      {vehicles.isPending && <Skeleton lines={2} />}
      {vehicles.data?.length === 0 && <p className="soft">{vehicleTexts.none}</p>}
      <ul className="plain-list">
        {vehicles.data?.map((vehicle) => (
          <li key={vehicle.id} className="card-row">
            <span>
              <strong>{vehicle.plate ?? vehicleTexts.unreadable}</strong>
              <br />
              <small className="soft">{vehicleTexts.describe(vehicle)}</small>
            </span>
            <Button kind="plain" onPress={() => setOpened({ action: "edit", vehicle })}>
              {vehicleTexts.change}
            </Button>
            <Button kind="plain" onPress={() => setOpened({ action: "remove", vehicle })}>
              {vehicleTexts.remove}
            </Button>
          </li>
        ))}
      </ul>
      <Button kind="quiet" onPress={() => setOpened({ action: "edit", vehicle: undefined })}>
        {vehicleTexts.add}
      </Button>
      <Dialog
        title={opened?.vehicle ? vehicleTexts.changeTitle : vehicleTexts.add}
        isOpen={opened?.action === "edit"}
        onClose={close}
      >
        {opened?.action === "edit" && (
          <VehicleForm vehicle={opened.vehicle} onSaved={() => void refresh()} onCancel={close} />
        )}
      </Dialog>
      <Dialog title={vehicleTexts.removeTitle} isOpen={opened?.action === "remove"} onClose={close}>
        <div className="stack">
          <p>{vehicleTexts.removeText}</p>
          <Button
            kind="danger"
            wide
            isPending={remove.isPending}
            onPress={() => opened?.action === "remove" && remove.mutate(opened.vehicle)}
          >
            {vehicleTexts.remove}
          </Button>
          <Button kind="quiet" wide onPress={close}>
            {texts.cancel}
          </Button>
        </div>
      </Dialog>
    </section>
  );
}
