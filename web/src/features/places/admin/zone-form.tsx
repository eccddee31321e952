import { useState } from "react";
import type { ManagedZone } from "@/api/admin";
import { SelectField } from "@/components/console/select-field";
import { EditForm } from "@/components/console/edit-form";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { consoleTexts } from "@/console-texts/console";
import { spotTexts, zoneTexts } from "@/console-texts/places";
import type { Position } from "@/lib/geo";
import { createZone, updateZone } from "./place-requests";

interface ZoneFormProps {
  cityId: string;
  /** Undefined to add a zone. */
  zone?: ManagedZone | undefined;
  /** As drawn on the map. */
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
  const submit = () => {
    const facts = {
      street: street.trim(),
      from_street: from.trim(),
      to_street: to.trim(),
      side,
      line: line.map(({ lat, lng }) => [lng, lat]),
    };
    return zone ? updateZone(zone.id, facts) : createZone({ ...facts, city_id: cityId, source_ref: ref.trim() });
  };
  return (
    <EditForm button={zone ? consoleTexts.save : consoleTexts.add} submit={submit} onDone={onDone} onCancel={onCancel}>
      {(errors) => (
        <>
          <fieldset className="drawing">
            <legend>{zoneTexts.line}</legend>
            <p className="soft">{zoneTexts.draw}</p>
            <p role="status">{zoneTexts.points(line.length)}</p>
            <div className="console-actions">
              <Button kind="quiet" isDisabled={!line.length} onPress={() => onLine(line.slice(0, -1))}>
                {zoneTexts.undo}
              </Button>
              <Button kind="quiet" isDisabled={!line.length} onPress={() => onLine([])}>
                {zoneTexts.clear}
              </Button>
            </div>
            {errors.line && <p className="field-error">{errors.line}</p>}
          </fieldset>
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
