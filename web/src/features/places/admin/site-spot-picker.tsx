import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { SelectField } from "@/components/console/select-field";
import { Field } from "@/components/ui/field";
import { codeTexts } from "@/console-texts/equipment";
import { countTexts } from "@/console-texts/visits";
import { useDebounced } from "@/lib/use-debounced";
import { spotOptionsQuery } from "./closure-requests";
import { zonesQuery } from "./place-requests";

const DEBOUNCE_MS = 350;

interface SiteSpotPickerProps {
  siteId: string;
  value: string;
  onChange: (id: string) => void;
  error: string | undefined;
}

/** Finds a spot of a site by its level and by part of its label. */
export function SiteSpotPicker({ siteId, value, onChange, error }: SiteSpotPickerProps) {
  const [chosenZone, setZone] = useState<string>();
  const [q, setQ] = useState("");
  const found = useDebounced(q.trim(), DEBOUNCE_MS);
  const { data } = useInfiniteQuery(zonesQuery({ site_id: siteId }));
  const zones = data?.pages.flatMap((page) => page.zones) ?? [];
  const zone = chosenZone ?? zones[0]?.id ?? "";
  const { data: spots = [] } = useQuery({ ...spotOptionsQuery({ q: found, zone_id: zone }), enabled: zone !== "" });
  return (
    <div className="pair">
      {zones.length > 1 && (
        <SelectField
          label={codeTexts.level}
          value={zone}
          onChange={(id) => {
            setZone(id);
            onChange("");
          }}
          options={zones.map(({ id, street, level }) => ({
            value: id,
            label: countTexts.levelName(street, level),
          }))}
        />
      )}
      <Field label={codeTexts.findSpot} type="search" value={q} onChange={setQ} />
      <SelectField
        label={codeTexts.spot}
        value={value}
        onChange={onChange}
        options={[{ value: "", label: "—" }, ...spots.map(({ id, label }) => ({ value: id, label }))]}
        error={error}
      />
    </div>
  );
}
