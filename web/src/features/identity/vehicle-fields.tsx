import type { VehicleBody } from "@/api/types";
import { LabelledCheckbox, RadioChips } from "@/components/ui/chips";
import { Field } from "@/components/ui/field";
import { vehicleTexts } from "@/texts/identity";

export const NEW_VEHICLE: VehicleBody = { plate: "", class: "car" };

interface VehicleFieldsProps {
  value: VehicleBody;
  onChange: (value: VehicleBody) => void;
  errors: Record<string, string>;
  /** The plate alone until it is entered. */
  isOptional?: boolean;
}

export function VehicleFields({ value, onChange, errors, isOptional = false }: VehicleFieldsProps) {
  const change = (changes: Partial<VehicleBody>) => onChange({ ...value, ...changes });
  const permit = value.disabled_permit_until;
  return (
    <>
      <Field
        label={isOptional ? vehicleTexts.optionalPlate : vehicleTexts.plate}
        name="plate"
        autoComplete="off"
        maxLength={20}
        isRequired={!isOptional}
        value={value.plate}
        onChange={(plate) => change({ plate })}
        error={errors.plate}
      />
      {(!isOptional || value.plate.trim()) && (
        <>
          <RadioChips
            label={vehicleTexts.class}
            value={value.class ?? "car"}
            options={Object.entries(vehicleTexts.classes).map(([name, label]) => ({ value: name, label }))}
            onChange={(name) => change({ class: name })}
          />
          <LabelledCheckbox
            label={vehicleTexts.isElectric}
            isSelected={value.is_electric ?? false}
            onChange={(is_electric) => change({ is_electric })}
          />
          <LabelledCheckbox
            label={vehicleTexts.hasPermit}
            isSelected={typeof permit === "string"}
            onChange={(has) => change({ disabled_permit_until: has ? "" : null })}
          />
          {typeof permit === "string" && (
            <Field
              label={vehicleTexts.permitUntil}
              type="date"
              isRequired
              value={permit}
              onChange={(disabled_permit_until) => change({ disabled_permit_until })}
              error={errors.disabled_permit_until}
            />
          )}
        </>
      )}
    </>
  );
}
