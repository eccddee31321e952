import { useState } from "react";
import type { OccupancyPolicy, Tariff, TariffPolicy } from "@/api/admin";
import { EditForm } from "@/components/console/edit-form";
import { occupancyTexts } from "@/console-texts/pricing";
import { setPolicy } from "./occupancy-requests";
import { fieldsOf, policyError } from "./policy-fields";
import { AmountField, NumberField } from "./typed-fields";

interface PolicyFormProps {
  tariff: Pick<Tariff, "id" | "currency">;
  policy: TariffPolicy;
  onDone: () => void;
  onCancel: () => void;
}

const AMOUNTS = ["step_minor", "floor_minor", "ceiling_minor"] as const;
const NUMBERS = ["raise_from_percent", "lower_below_percent", "min_days_between", "min_coverage_percent"] as const;

/** Sets the policy by which rates follow the occupancy. */
export function PolicyForm({ tariff, policy, onDone, onCancel }: PolicyFormProps) {
  const [fields, setFields] = useState(() => fieldsOf(policy));
  const { coverage_percent: coverage, ...members } = fields;
  const change = (changes: Partial<typeof fields>) => setFields({ ...fields, ...changes });
  const propsOf = (member: keyof OccupancyPolicy, errors: Record<string, string>) => ({
    label: occupancyTexts.members[member] ?? member,
    value: members[member],
    onChange: (value: number | undefined) => change({ [member]: value }),
    error: policyError(errors, member),
  });
  return (
    <EditForm
      button={occupancyTexts.savePolicy}
      submit={() => setPolicy(tariff.id, members, coverage)}
      onDone={onDone}
      onCancel={onCancel}
    >
      {(errors) => (
        <>
          <p className="soft">{occupancyTexts.policyHint}</p>
          <div className="tariff-row">
            {NUMBERS.map((member) => (
              <NumberField key={member} {...propsOf(member, errors)} />
            ))}
            {AMOUNTS.map((member) => (
              <AmountField key={member} currency={tariff.currency} {...propsOf(member, errors)} />
            ))}
          </div>
          <NumberField
            label={occupancyTexts.coverage}
            hint={occupancyTexts.coverageHint}
            value={coverage}
            onChange={(value) => change({ coverage_percent: value })}
            error={errors.coverage_percent}
          />
        </>
      )}
    </EditForm>
  );
}
