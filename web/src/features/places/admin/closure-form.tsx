import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { City, CreatedClosure } from "@/api/admin";
import { Choice } from "@/components/console/select-field";
import { EditForm } from "@/components/console/edit-form";
import { MomentField } from "@/components/console/date-time-field";
import { Chips } from "@/components/ui/chips";
import { Field } from "@/components/ui/field";
import { closureTexts, zoneTexts } from "@/console-texts/places";
import { toWire } from "@/lib/time";
import { InTheWay } from "./affected-reservations";
import { createClosure, inTheWayQuery, someSpotsQuery, someZonesQuery } from "./closure-requests";

interface ClosureFormProps {
  city: Pick<City, "time_zone"> & Partial<City>;
  /** The spot that is chosen already. */
  spot?: { id: string; label: string } | undefined;
  onDone: (created: CreatedClosure) => void;
  onCancel: () => void;
}

type Kind = "spot" | "zone";

const HOUR_MS = 3_600_000;

/** Closes a spot, or a zone with all its spots; shows first who is in the way. */
export function ClosureForm({ city, spot, onDone, onCancel }: ClosureFormProps) {
  const zone = city.time_zone;
  const [kind, setKind] = useState<Kind>("spot");
  const [place, setPlace] = useState(spot?.id ?? "");
  const [from, setFrom] = useState<number>();
  const [until, setUntil] = useState<number | undefined>(() => Math.ceil(Date.now() / HOUR_MS) * HOUR_MS + HOUR_MS);
  const [reason, setReason] = useState("");
  const [opened] = useState(Date.now);
  const spotsOfZone = useQuery({ ...someSpotsQuery({ zone_id: place }), enabled: kind === "zone" && place !== "" });
  const ids = kind === "spot" ? (place ? [place] : []) : (spotsOfZone.data ?? []).map(({ id }) => id);
  const begin = from ?? opened;
  const isAsked = ids.length > 0 && until !== undefined && until > begin;
  const inTheWay = useQuery({ ...inTheWayQuery(ids, begin, until ?? begin), enabled: isAsked });
  const count = inTheWay.data?.reservations.length ?? 0;
  const submit = () =>
    createClosure({
      reason: reason.trim(),
      ends_at: toWire(until ?? 0),
      ...(from !== undefined && { starts_at: toWire(from) }),
      ...(kind === "spot" ? { spot_id: place } : { zone_id: place }),
    });
  return (
    <EditForm
      button={count ? closureTexts.closeAndRevoke : closureTexts.close}
      isGrave={count > 0}
      submit={submit}
      onDone={onDone}
      onCancel={onCancel}
    >
      {(errors) => (
        <>
          <Chips
            label={closureTexts.what}
            value={kind}
            onChange={(next) => {
              setKind(next as Kind);
              setPlace("");
            }}
            choices={[
              { value: "spot", label: closureTexts.spot },
              { value: "zone", label: closureTexts.zone },
            ]}
          />
          <PlacePicker
            key={kind}
            kind={kind}
            cityId={city.id}
            begun={spot}
            value={place}
            onChange={setPlace}
            error={errors.spot_id ?? errors.zone_id}
          />
          <div className="pair">
            <MomentField
              label={closureTexts.from}
              value={from}
              onChange={setFrom}
              zone={zone}
              error={errors.starts_at}
            />
            <MomentField
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
          {inTheWay.data && <InTheWay {...inTheWay.data} />}
        </>
      )}
    </EditForm>
  );
}

interface PlacePickerProps {
  kind: Kind;
  cityId: string | undefined;
  begun: ClosureFormProps["spot"];
  value: string;
  onChange: (id: string) => void;
  error?: string | undefined;
}

function PlacePicker({ kind, cityId, begun, value, onChange, error }: PlacePickerProps) {
  const [q, setQ] = useState(kind === "spot" ? (begun?.label ?? "") : "");
  const spots = useQuery({ ...someSpotsQuery({ q, city_id: cityId }), enabled: kind === "spot" });
  const zones = useQuery({ ...someZonesQuery({ q, city_id: cityId }), enabled: kind === "zone" });
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
      <Choice
        label={kind === "spot" ? closureTexts.whichSpot : closureTexts.whichZone}
        value={value}
        onChange={onChange}
        error={error}
        choices={[{ value: "", label: "—" }, ...choices]}
      />
    </div>
  );
}
