import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type ManagedZone, siteOptionsQuery } from "@/api/admin";
import { usePermissions } from "@/api/permissions";
import { SelectField } from "@/components/console/select-field";
import { EditForm } from "@/components/console/edit-form";
import { Field } from "@/components/ui/field";
import { consoleTexts } from "@/console-texts/console";
import { spotTexts, zoneTexts } from "@/console-texts/places";
import type { Position } from "@/lib/geo";
import { Drawing } from "./drawing";
import { createZone, updateZone } from "./place-requests";

interface ZoneFormProps {
  cityId: string;
  /** Undefined to add a zone. */
  zone?: ManagedZone | undefined;
  /** The kerb, or the boundary of a zone of a site, as drawn on the map. */
  line: Position[];
  onLine: (line: Position[]) => void;
  onDone: (zone: ManagedZone) => void;
  onCancel: () => void;
}

const SIDES = Object.entries(zoneTexts.sides).map(([value, label]) => ({ value, label }));

export function ZoneForm({ cityId, zone, line, onLine, onDone, onCancel }: ZoneFormProps) {
  const [street, setStreet] = useState(zone?.street ?? "");
  const [from, setFrom] = useState(zone?.from_street ?? "");
  const [to, setTo] = useState(zone?.to_street ?? "");
  const [side, setSide] = useState(zone?.side ?? "unknown");
  const [ref, setRef] = useState("");
  const [chosenSite, setSite] = useState(zone?.site_id ?? undefined);
  const [drawnBefore] = useState(line);
  const [level, setLevel] = useState(zone?.level ?? "");
  const { has } = usePermissions();
  const { data = [] } = useQuery(siteOptionsQuery(cityId));
  const sites = data.filter(({ id }) => has("manage_places", { cityId, siteId: id }));
  // A zone cannot leave its site for a street.
  const hasStreet = !zone?.site_id && has("manage_places", { cityId });
  const siteId = chosenSite ?? (hasStreet ? "" : (sites[0]?.id ?? ""));
  const submit = () => {
    const points = line.map(({ lat, lng }) => [lng, lat]);
    const facts = {
      street: street.trim(),
      from_street: from.trim(),
      to_street: to.trim(),
      side,
      ...(siteId && { site_id: siteId, level: level.trim() }),
      ...((!zone || line !== drawnBefore) && (siteId ? { boundary: points } : { line: points })),
    };
    return zone ? updateZone(zone.id, facts) : createZone({ ...facts, city_id: cityId, source_ref: ref.trim() });
  };
  return (
    <EditForm button={zone ? consoleTexts.save : consoleTexts.add} submit={submit} onDone={onDone} onCancel={onCancel}>
      {(errors) => (
        <>
          <Drawing
            legend={siteId ? zoneTexts.boundary : zoneTexts.line}
            hint={siteId ? zoneTexts.drawBoundary : zoneTexts.draw}
            points={line}
            onPoints={onLine}
            error={errors.boundary ?? errors.line}
          />
          {sites.length > 0 && (
            <div className="pair">
              <SelectField
                label={zoneTexts.site}
                value={siteId}
                onChange={setSite}
                options={[
                  ...(hasStreet ? [{ value: "", label: zoneTexts.street_zone }] : []),
                  ...sites.map(({ id, name }) => ({ value: id, label: name })),
                ]}
                error={errors.site_id}
              />
              {siteId && <Field label={zoneTexts.level} value={level} onChange={setLevel} error={errors.level} />}
            </div>
          )}
          <Field label={zoneTexts.street} value={street} onChange={setStreet} isRequired error={errors.street} />
          <div className="pair">
            <Field label={zoneTexts.from} value={from} onChange={setFrom} error={errors.from_street} />
            <Field label={zoneTexts.to} value={to} onChange={setTo} error={errors.to_street} />
          </div>
          <div className="pair">
            <SelectField label={zoneTexts.side} value={side} onChange={setSide} options={SIDES} error={errors.side} />
            {!zone && (
              <Field label={spotTexts.reference} value={ref} onChange={setRef} isRequired error={errors.source_ref} />
            )}
          </div>
        </>
      )}
    </EditForm>
  );
}
