import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { siteOptionsQuery, type Tariff } from "@/api/admin";
import { DateTimeField } from "@/components/console/date-time-field";
import { EditForm } from "@/components/console/edit-form";
import { SelectField } from "@/components/console/select-field";
import { Field } from "@/components/ui/field";
import { assignmentTexts } from "@/console-texts/pricing";
import { toRfc3339 } from "@/lib/time";
import { VEHICLE_CLASSES } from "@/lib/vehicle-class";
import { className } from "./document-words";
import { assignTariff, type NewAssignment } from "./requests";

export interface ZoneChoice {
  value: string;
  onChange: (id: string) => void;
  error: string | undefined;
}

interface AssignFormProps {
  tariff: Pick<Tariff, "id" | "city_id" | "time_zone">;
  zonePicker: (choice: ZoneChoice) => ReactNode;
  onDone: () => void;
  onCancel: () => void;
}

const KINDS = Object.entries(assignmentTexts.kinds).map(([value, label]) => ({ value, label }));
const CLASSES = [
  { value: "", label: assignmentTexts.allClasses },
  ...VEHICLE_CLASSES.map((value) => ({ value, label: className(value) })),
];
const NO_PLACE: NewAssignment = {};

/** Assigns a tariff to a place, for a class and a time. */
export function AssignForm({ tariff, zonePicker, onDone, onCancel }: AssignFormProps) {
  const [kind, setKind] = useState("city");
  const [place, setPlace] = useState("");
  const [vehicleClass, setVehicleClass] = useState("");
  const [from, setFrom] = useState<number>();
  const [to, setTo] = useState<number>();
  const sites = useQuery({ ...siteOptionsQuery(tariff.city_id), enabled: kind === "site" });
  const zone = tariff.time_zone;
  const submit = () =>
    assignTariff(tariff.id, {
      ...(kind === "city" ? NO_PLACE : { [`${kind}_id`]: place.trim() }),
      ...(vehicleClass && { vehicle_class: vehicleClass }),
      ...(from !== undefined && { starts_at: toRfc3339(from) }),
      ...(to !== undefined && { ends_at: toRfc3339(to) }),
    });
  return (
    <EditForm button={assignmentTexts.add} submit={submit} onDone={onDone} onCancel={onCancel}>
      {(errors) => (
        <>
          <p className="soft">{assignmentTexts.hint}</p>
          <div className="pair">
            <SelectField
              label={assignmentTexts.kind}
              value={kind}
              onChange={(next) => {
                setKind(next);
                setPlace("");
              }}
              options={KINDS}
            />
            <SelectField
              label={assignmentTexts.class}
              value={vehicleClass}
              onChange={setVehicleClass}
              options={CLASSES}
              error={errors.vehicle_class}
            />
          </div>
          {kind === "site" && (
            <SelectField
              label={assignmentTexts.site}
              value={place}
              onChange={setPlace}
              options={[
                { value: "", label: "—" },
                ...(sites.data ?? []).map(({ id, name }) => ({ value: id, label: name })),
              ]}
              error={errors.site_id}
            />
          )}
          {kind === "zone" && zonePicker({ value: place, onChange: setPlace, error: errors.zone_id })}
          {kind === "spot" && (
            <Field
              label={assignmentTexts.spot}
              hint={assignmentTexts.spotHint}
              isRequired
              value={place}
              onChange={setPlace}
              error={errors.spot_id}
            />
          )}
          <div className="pair">
            <DateTimeField
              label={assignmentTexts.from}
              value={from}
              onChange={setFrom}
              zone={zone}
              error={errors.starts_at}
            />
            <DateTimeField label={assignmentTexts.to} value={to} onChange={setTo} zone={zone} error={errors.ends_at} />
          </div>
          <p className="soft">{assignmentTexts.timesHint}</p>
        </>
      )}
    </EditForm>
  );
}
