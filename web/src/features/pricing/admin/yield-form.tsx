import { useState } from "react";
import type { Tariff, TariffYield } from "@/api/admin";
import { EditForm } from "@/components/console/edit-form";
import { LabelledCheckbox } from "@/components/ui/chips";
import { yieldConsoleTexts } from "@/console-texts/yield";
import { AmountField, NumberField } from "./typed-fields";
import { SIDE_MEMBERS, type SideFields, USUAL_LOW, type YieldSide, yieldError, yieldFieldsOf } from "./yield-fields";
import { setYieldPolicy } from "./yield-requests";

interface YieldFormProps {
  tariff: Pick<Tariff, "id" | "currency">;
  found: TariffYield;
  onDone: () => void;
  onCancel: () => void;
}

/** Sets the policy by which rates follow the live occupancy. */
export function YieldForm({ tariff, found, onDone, onCancel }: YieldFormProps) {
  const [fields, setFields] = useState(() => yieldFieldsOf(found));
  const change = (changes: Partial<typeof fields>) => setFields({ ...fields, ...changes });
  return (
    <EditForm
      button={yieldConsoleTexts.save}
      submit={() => setYieldPolicy(tariff.id, fields)}
      onDone={onDone}
      onCancel={onCancel}
    >
      {(errors) => (
        <>
          <p className="soft">{yieldConsoleTexts.hint}</p>
          <SideRow side="high" fields={fields.high} onChange={(high) => change({ high })} errors={errors} />
          <LabelledCheckbox
            label={yieldConsoleTexts.hasLow}
            isSelected={fields.low !== null}
            onChange={(hasLow) => change({ low: hasLow ? USUAL_LOW : null })}
          />
          {fields.low && <SideRow side="low" fields={fields.low} onChange={(low) => change({ low })} errors={errors} />}
          <div className="tariff-row">
            <NumberField
              label={yieldConsoleTexts.minutes}
              value={fields.min_minutes_between_changes}
              onChange={(minutes) => change({ min_minutes_between_changes: minutes })}
              error={yieldError(errors, "min_minutes_between_changes")}
            />
            <AmountField
              label={yieldConsoleTexts.floor}
              currency={tariff.currency}
              value={fields.floor_minor}
              onChange={(minor) => change({ floor_minor: minor })}
              error={yieldError(errors, "floor_minor")}
            />
            <AmountField
              label={yieldConsoleTexts.ceiling}
              currency={tariff.currency}
              value={fields.ceiling_minor}
              onChange={(minor) => change({ ceiling_minor: minor })}
              error={yieldError(errors, "ceiling_minor")}
            />
          </div>
        </>
      )}
    </EditForm>
  );
}

interface SideRowProps {
  side: YieldSide;
  fields: SideFields;
  onChange: (fields: SideFields) => void;
  errors: Record<string, string>;
}

function SideRow({ side, fields, onChange, errors }: SideRowProps) {
  const labels = { ...yieldConsoleTexts.fields[side], multiplier_percent: yieldConsoleTexts.multiplier };
  return (
    <fieldset className="tariff-rows">
      <legend>{yieldConsoleTexts[side]}</legend>
      <div className="tariff-row">
        {SIDE_MEMBERS.map((member) => (
          <NumberField
            key={member}
            label={labels[member]}
            value={fields[member]}
            onChange={(value) => onChange({ ...fields, [member]: value })}
            error={yieldError(errors, side, member)}
          />
        ))}
      </div>
    </fieldset>
  );
}
