import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { ManagedZone } from "@/api/admin";
import { usePermissions } from "@/api/permissions";
import { SelectField } from "@/components/console/select-field";
import { Field } from "@/components/ui/field";
import { closureTexts, zoneTexts } from "@/console-texts/places";
import { zonesQuery } from "./place-requests";

export const zoneName = (zone: Pick<ManagedZone, "street" | "from_street" | "to_street" | "side">) =>
  zoneTexts.name(zone.street, zone.from_street, zone.to_street, zone.side);

interface ZonePickerProps {
  label: string;
  cityId: string | undefined;
  value: string;
  onChange: (id: string, zone: ManagedZone | undefined) => void;
  error?: string | undefined;
}

/** Finds a zone that the user may change, in a city, by part of its street. */
export function ZonePicker({ label, cityId, value, onChange, error }: ZonePickerProps) {
  const [q, setQ] = useState("");
  const query = useInfiniteQuery({ ...zonesQuery({ city_id: cityId, q }), enabled: Boolean(cityId) });
  const { has } = usePermissions();
  const found = query.data?.pages.flatMap((page) => page.zones) ?? [];
  const zones = found.filter((zone) => has("manage_places", { cityId: zone.city_id, siteId: zone.site_id }));
  return (
    <div className="pair">
      <Field label={closureTexts.findZone} value={q} onChange={setQ} type="search" />
      <SelectField
        label={label}
        value={value}
        error={error}
        onChange={(id) =>
          onChange(
            id,
            zones.find((zone) => zone.id === id),
          )
        }
        options={[{ value: "", label: "—" }, ...zones.map((zone) => ({ value: zone.id, label: zoneName(zone) }))]}
      />
    </div>
  );
}
