import type { SavedVehicle, VehicleChoice } from "@/api/types";
import { RadioChips } from "@/components/ui/chips";
import { vehicleTexts } from "@/texts/identity";
import { NEW_VEHICLE, VehicleFields } from "./vehicle-fields";
import { vehicleOptions } from "./vehicle-options";

interface VehiclePickerProps {
  /** The user's vehicles; none for a guest. */
  saved: SavedVehicle[];
  value: VehicleChoice;
  onChange: (value: VehicleChoice) => void;
  errors: Record<string, string>;
  isOptional?: boolean;
  /** Class of a new vehicle. */
  defaultClass?: string;
}

const OTHER = "other";
const NONE = "none";

/** A saved vehicle, or a plate for one reservation. */
export function VehiclePicker({
  saved,
  value,
  onChange,
  errors,
  isOptional = false,
  defaultClass,
}: VehiclePickerProps) {
  const newVehicle = defaultClass ? { ...NEW_VEHICLE, class: defaultClass } : NEW_VEHICLE;
  const selected = value.vehicle_id ?? (value.vehicle ? OTHER : NONE);
  const options = [
    ...vehicleOptions(saved),
    { value: OTHER, label: vehicleTexts.other },
    ...(isOptional ? [{ value: NONE, label: vehicleTexts.noVehicle }] : []),
  ];
  const select = (choice: string) => {
    if (choice === NONE) onChange({});
    else onChange(choice === OTHER ? { vehicle: newVehicle } : { vehicle_id: choice });
  };
  const isEntered = saved.length === 0 || selected === OTHER;
  return (
    <>
      {saved.length > 0 && (
        <RadioChips label={vehicleTexts.vehicle} value={selected} options={options} onChange={select} />
      )}
      {isEntered && (
        <VehicleFields
          value={value.vehicle ?? newVehicle}
          onChange={(vehicle) => onChange(isOptional && saved.length === 0 && !vehicle.plate ? {} : { vehicle })}
          errors={errors}
          isOptional={isOptional && saved.length === 0}
        />
      )}
    </>
  );
}

/** Fields of a request whose errors the picker shows. */
export const VEHICLE_FIELDS = ["vehicle.plate", "vehicle.disabled_permit_until"];

/** Errors of the vehicle in a request, by name of its field. */
export function vehicleErrors(errors: Record<string, string>): Record<string, string> {
  const own = Object.entries(errors).filter(([field]) => field.startsWith("vehicle."));
  return Object.fromEntries(own.map(([field, message]) => [field.slice("vehicle.".length), message]));
}
