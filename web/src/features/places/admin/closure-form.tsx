import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { City, CreatedClosure } from "@/api/admin";
import { SelectField } from "@/components/console/select-field";
import { EditForm } from "@/components/console/edit-form";
import { DateTimeField } from "@/components/console/date-time-field";
import { RadioChips } from "@/components/ui/chips";
import { Field } from "@/components/ui/field";
import { closureTexts, zoneTexts } from "@/console-texts/places";
import { serverNow } from "@/lib/server-time";
import { toRfc3339 } from "@/lib/time";
import { AffectedReservations } from "./affected-reservations";
import { createClosure, affectedReservationsQuery, spotOptionsQuery, zoneOptionsQuery } from "./closure-requests";

interface ClosureFormProps {
  city: Pick<City, "time_zone"> & Partial<City>;
  /** Preselected spot. */
  spot?: { id: string; label: string } | undefined;
  onDone: (created: CreatedClosure) => void;
  onCancel: () => void;
}

type Kind = "spot" | "zone";

const HOUR_MS = 3_600_000;

/** Lists the affected reservations before anything is closed. */
export function ClosureForm({ city, spot, onDone, onCancel }: ClosureFormProps) {
  const zone = city.time_zone;
  const [kind, setKind] = useState<Kind>("spot");
  const [place, setPlace] = useState(spot?.id ?? "");
  const [from, setFrom] = useState<number>();
  const [until, setUntil] = useState<number | undefined>(() => Math.ceil(serverNow() / HOUR_MS) * HOUR_MS + HOUR_MS);
  const [reason, setReason] = useState("");
  const [opened] = useState(Date.now);
  const spotsOfZone = useQuery({ ...spotOptionsQuery({ zone_id: place }), enabled: kind === "zone" && place !== "" });
  const ids = kind === "spot" ? (place ? [place] : []) : (spotsOfZone.data ?? []).map(({ id }) => id);
  const begin = from ?? opened;
  const isAsked = ids.length > 0 && until !== undefined && until > begin;
  const affected = useQuery({ ...affectedReservationsQuery(ids, begin, until ?? begin), enabled: isAsked });
  const count = affected.data?.reservations.length ?? 0;
  const submit = () =>
    createClosure({
      reason: reason.trim(),
      ends_at: toRfc3339(until ?? 0),
      ...(from !== undefined && { starts_at: toRfc3339(from) }),
      ...(kind === "spot" ? { spot_id: place } : { zone_id: place }),
    });
  return (
    <EditForm
      button={count ? closureTexts.closeAndRevoke : closureTexts.close}
      isDestructive={count > 0}
      submit={submit}
      onDone={onDone}
      onCancel={onCancel}
    >
      {(errors) => (
        <>
          <RadioChips
            label={closureTexts.what}
            value={kind}
            onChange={(next) => {
              setKind(next as Kind);
              setPlace("");
            }}
            options={[
              { value: "spot", label: closureTexts.spot },
              { value: "zone", label: closureTexts.zone },
            ]}
          />
          <PlacePicker
            key={kind}
            kind={kind}
            cityId={city.id}
            initial={spot}
            value={place}
            onChange={setPlace}
            error={errors.spot_id ?? errors.zone_id}
          />
          <div className="pair">
            <DateTimeField
              label={closureTexts.from}
              value={from}
              onChange={setFrom}
              zone={zone}
              error={errors.starts_at}
            />
            <DateTimeField
              label={closureTexts.until}
              value={until}
              onChange={setUntil}
              zone={zone}
              isRequired
              error={errors.ends_at}
            />
          </div>
          <p className="soft">{closureTexts.now}</p>
          <Field
            label={closureTexts.reason}
            isRequired
            maxLength={500}
            value={reason}
            onChange={setReason}
            error={errors.reason}
          />
          {affected.data && <AffectedReservations {...affected.data} />}
        </>
      )}
    </EditForm>
  );
}

interface PlacePickerProps {
  kind: Kind;
  cityId: string | undefined;
  initial: ClosureFormProps["spot"];
  value: string;
  onChange: (id: string) => void;
  error?: string | undefined;
}

function PlacePicker({ kind, cityId, initial, value, onChange, error }: PlacePickerProps) {
  const [q, setQ] = useState(kind === "spot" ? (initial?.label ?? "") : "");
  const spots = useQuery({ ...spotOptionsQuery({ q, city_id: cityId }), enabled: kind === "spot" });
  const zones = useQuery({ ...zoneOptionsQuery({ q, city_id: cityId }), enabled: kind === "zone" });
  const choices =
    kind === "spot"
      ? (spots.data ?? []).map(({ id, label, source_ref }) => ({ value: id, label: `${label} · ${source_ref}` }))
      : (zones.data ?? []).map(({ id, street, from_street, to_street, side }) => ({
          value: id,
          label: zoneTexts.name(street, from_street, to_street, side),
        }));
  return (
    <div className="pair">
      <Field label={kind === "spot" ? closureTexts.findSpot : closureTexts.findZone} value={q} onChange={setQ} />
      <SelectField
        label={kind === "spot" ? closureTexts.whichSpot : closureTexts.whichZone}
        value={value}
        onChange={onChange}
        error={error}
        options={[{ value: "", label: "—" }, ...choices]}
      />
    </div>
  );
}
