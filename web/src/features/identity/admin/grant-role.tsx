import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type City, siteOptionsQuery } from "@/api/admin";
import { usePermissions } from "@/api/permissions";
import { ConfirmAction } from "@/components/console/confirm-action";
import { SelectField } from "@/components/console/select-field";
import { Field } from "@/components/ui/field";
import { roleTexts } from "@/console-texts/identity";
import { grantRole } from "./role-grant-requests";

interface GrantRoleProps {
  /** Cities where the user may grant roles, in the whole city or in a site. */
  cities: Pick<City, "id" | "name">[];
  /** True if the user may also grant roles everywhere. */
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
  const { has } = usePermissions();
  const [chosenSite, setSite] = useState<string>();
  const { data: sites = [] } = useQuery(siteOptionsQuery(city));
  const parts = [
    ...(has("manage_role_grants", { cityId: city }) ? [{ value: "", label: roleTexts.wholeCity }] : []),
    ...sites
      .filter(({ id }) => has("manage_role_grants", { cityId: city, siteId: id }))
      .map(({ id, name }) => ({ value: id, label: name })),
  ];
  const site = chosenSite ?? parts[0]?.value ?? "";
  return (
    <ConfirmAction
      name={roleTexts.grant}
      text={roleTexts.grantText}
      act={(note) => grantRole({ email: email.trim(), role, cityId: city, siteId: site, note })}
      onDone={() => setEmail("")}
    >
      <Field label={roleTexts.email} type="email" isRequired value={email} onChange={setEmail} />
      <SelectField
        label={roleTexts.role}
        value={role}
        onChange={setRole}
        options={Object.entries(roleTexts.names).map(([value, label]) => ({ value, label }))}
      />
      <SelectField
        label={roleTexts.place}
        value={city}
        onChange={(next) => {
          setCity(next);
          setSite(undefined);
        }}
        options={places}
      />
      {city && parts.length > 0 && (
        <SelectField label={roleTexts.site} value={site} onChange={setSite} options={parts} />
      )}
    </ConfirmAction>
  );
}
