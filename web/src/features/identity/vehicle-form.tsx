import { useState } from "react";
import { fieldErrors, formError } from "@/api/problem";
import type { SavedVehicle, VehicleBody } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { useMutation } from "@/lib/use-mutation";
import { texts } from "@/texts/app";
import { vehicleTexts } from "@/texts/identity";
import { NEW_VEHICLE, VehicleFields } from "./vehicle-fields";
import { saveVehicle } from "./vehicle-requests";

function bodyOf({ plate, jurisdiction, class: kind, is_electric, disabled_permit_until }: SavedVehicle): VehicleBody {
  return { plate: plate ?? "", jurisdiction, class: kind, is_electric, disabled_permit_until };
}

interface VehicleFormProps {
  /** Undefined for a new vehicle. */
  vehicle: SavedVehicle | undefined;
  onSaved: () => void;
  onCancel: () => void;
}

export function VehicleForm({ vehicle, onSaved, onCancel }: VehicleFormProps) {
  const [body, setBody] = useState(() => (vehicle ? bodyOf(vehicle) : NEW_VEHICLE));
  const save = useMutation({
    mutationFn: () => saveVehicle({ ...body, jurisdiction: body.jurisdiction?.trim() || null }, vehicle?.id),
    onSuccess: onSaved,
  });
  const errors = fieldErrors(save.error);
  const failure = formError(save.error, ["plate", "disabled_permit_until", "jurisdiction"]);
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!save.isPending) save.mutate();
      }}
    >
      <VehicleFields value={body} onChange={setBody} errors={errors} />
      <Field
        label={vehicleTexts.jurisdiction}
        hint={vehicleTexts.jurisdictionHint}
        autoComplete="off"
        maxLength={6}
        value={body.jurisdiction ?? ""}
        onChange={(jurisdiction) => setBody({ ...body, jurisdiction })}
        error={errors.jurisdiction}
      />
      {failure && <Notice kind="error">{failure}</Notice>}
      <Button type="submit" wide isPending={save.isPending}>
        {vehicleTexts.save}
      </Button>
      <Button kind="quiet" wide onPress={onCancel}>
        {texts.cancel}
      </Button>
    </form>
  );
}
