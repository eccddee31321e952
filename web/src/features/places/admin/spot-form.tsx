import { useState } from "react";
import type { City, ManagedSpot } from "@/api/admin";
import { EditForm } from "@/components/console/edit-form";
import { CheckboxChips } from "@/components/ui/chips";
import { Field } from "@/components/ui/field";
import { consoleTexts } from "@/console-texts/console";
import { spotTexts } from "@/console-texts/places";
import { parseAmount, formatAmount } from "@/lib/amount";
import type { Position } from "@/lib/geo";
import { createSpot, updateSpot } from "./place-requests";
import { ZonePicker } from "./zone-picker";

interface SpotFormProps {
  city: Pick<City, "currency"> & Partial<City>;
  /** Undefined to add a spot. */
  spot?: ManagedSpot | undefined;
  /** A click on the map changes it. */
  place: Position | undefined;
  onPlace: (place: Position | undefined) => void;
  onDone: (spot: ManagedSpot) => void;
  onCancel: () => void;
}

const ATTRIBUTES = Object.entries(spotTexts.attributeNames).map(([value, label]) => ({ value, label }));

export function SpotForm({ city, spot, place, onPlace, onDone, onCancel }: SpotFormProps) {
  const [label, setLabel] = useState(spot?.label ?? "");
  const [rate, setRate] = useState(spot ? formatAmount(spot.rate_minor_per_hour, city.currency) : "");
  const [attributes, setAttributes] = useState<string[]>(spot?.attributes ?? []);
  const [hours, setHours] = useState(spot?.hours ?? "");
  const [zoneId, setZoneId] = useState("");
  const minor = parseAmount(rate, city.currency);
  const submit = () => {
    const facts = { label: label.trim(), rate_minor_per_hour: minor ?? -1, attributes, hours: hours.trim() };
    if (spot) {
      const isMoved = place && (place.lat !== spot.lat || place.lng !== spot.lng);
      return updateSpot(spot.id, { ...facts, ...(isMoved && place) });
    }
    const { hours: some, ...rest } = facts;
    const where = place ?? { lat: Number.NaN, lng: Number.NaN };
    return createSpot({ ...rest, ...where, zone_id: zoneId, ...(some && { hours: some }) });
  };
  return (
    <EditForm button={spot ? consoleTexts.save : consoleTexts.add} submit={submit} onDone={onDone} onCancel={onCancel}>
      {(errors) => (
        <>
          <p className="soft">{spotTexts.place}</p>
          <Coordinates place={place} onPlace={onPlace} errors={errors} />
          {!spot && (
            <ZonePicker
              label={spotTexts.zone}
              cityId={city.id}
              value={zoneId}
              onChange={setZoneId}
              error={errors.zone_id}
            />
          )}
          <div className="pair">
            <Field label={spotTexts.label} value={label} onChange={setLabel} isRequired error={errors.label} />
            <Field
              label={spotTexts.rate(city.currency)}
              inputMode="text"
              value={rate}
              onChange={setRate}
              isRequired
              error={
                errors.rate_minor_per_hour ?? (rate && minor === undefined ? consoleTexts.invalidAmount : undefined)
              }
            />
          </div>
          <CheckboxChips
            label={spotTexts.attributes}
            options={ATTRIBUTES}
            value={attributes}
            onChange={setAttributes}
          />
          <Field label={spotTexts.hours} value={hours} onChange={setHours} error={errors.hours} />
        </>
      )}
    </EditForm>
  );
}

interface CoordinatesProps extends Pick<SpotFormProps, "place" | "onPlace"> {
  errors: Record<string, string>;
}

function Coordinates({ place, onPlace, errors }: CoordinatesProps) {
  const part = (name: "lat" | "lng", label: string) => (
    <Field
      label={label}
      type="number"
      isRequired
      value={place && Number.isFinite(place[name]) ? String(place[name]) : ""}
      onChange={(text) => onPlace({ ...(place ?? { lat: Number.NaN, lng: Number.NaN }), [name]: Number(text) })}
      error={errors[name]}
    />
  );
  return (
    <div className="pair">
      {part("lat", spotTexts.lat)}
      {part("lng", spotTexts.lng)}
    </div>
  );
}
