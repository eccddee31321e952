import { useState } from "react";
import type { City } from "@/api/admin";
import { ConfirmAction } from "@/components/console/confirm-action";
import { SelectField } from "@/components/console/select-field";
import { Field } from "@/components/ui/field";
import { roleTexts } from "@/console-texts/identity";
import { grantRole } from "./role-grant-requests";

interface GrantRoleProps {
  /** Cities in which the user may grant roles. */
  cities: Pick<City, "id" | "name">[];
  /** Whether the user may also grant roles everywhere. */
  isEverywhere: boolean;
}

export function GrantRole({ cities, isEverywhere }: GrantRoleProps) {
  const [email, setEmail] = useState("");
  const [role, setRole] = useState("operator");
  const [chosenCity, setCity] = useState<string>();
  const places = [
    ...(isEverywhere ? [{ value: "", label: roleTexts.everywhere }] : []),
    ...cities.map(({ id, name }) => ({ value: id, label: name })),
  ];
  const city = chosenCity ?? places[0]?.value ?? "";
  return (
    <ConfirmAction
      name={roleTexts.grant}
      text={roleTexts.grantText}
      act={(note) => grantRole(email.trim(), role, city || undefined, note)}
      onDone={() => setEmail("")}
    >
      <Field label={roleTexts.email} type="email" isRequired value={email} onChange={setEmail} />
      <SelectField
        label={roleTexts.role}
        value={role}
        onChange={setRole}
        options={Object.entries(roleTexts.names).map(([value, label]) => ({ value, label }))}
      />
      <SelectField label={roleTexts.place} value={city} onChange={setCity} options={places} />
    </ConfirmAction>
  );
}
