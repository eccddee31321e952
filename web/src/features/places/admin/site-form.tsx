import { useState } from "react";
import type { Site } from "@/api/admin";
import { EditForm } from "@/components/console/edit-form";
import { SelectField } from "@/components/console/select-field";
import { Field } from "@/components/ui/field";
import { TextAreaField } from "@/components/ui/text-area-field";
import { consoleTexts } from "@/console-texts/console";
import { siteTexts, spotTexts } from "@/console-texts/places";
import type { Position } from "@/lib/geo";
import { Drawing } from "./drawing";
import { createSite, updateSite } from "./site-requests";

interface SiteFormProps {
  cityId: string;
  /** Undefined to add a site. */
  site?: Site | undefined;
  /** The outer ring, as drawn on the map. */
  ring: Position[];
  onRing: (ring: Position[]) => void;
  onDone: (site: Site) => void;
  onCancel: () => void;
}

const TEXTS = ["name", "contact", "address", "region", "country", "postcode"] as const;
const INSTRUCTIONS = ["arrival_instructions", "full_instructions"] as const;
const CHOICES = ["kind", "access", "entry_mode"] as const;
type Name = (typeof TEXTS)[number] | (typeof INSTRUCTIONS)[number] | (typeof CHOICES)[number];

const OPTIONS = {
  kind: siteTexts.kinds,
  access: siteTexts.accesses,
  entry_mode: siteTexts.entryModes,
};

function valuesOf(site: Site | undefined): Record<Name, string> {
  const texts = [...TEXTS, ...INSTRUCTIONS].map((name) => [name, site?.[name] ?? ""]);
  return {
    ...(Object.fromEntries(texts) as Record<Name, string>),
    kind: site?.kind ?? "garage",
    access: site?.access ?? "public",
    entry_mode: site?.entry_mode ?? "open",
  };
}

/** One click gives a position; several give a boundary, with the position in its middle. */
function shapeOf(ring: Position[]) {
  const mean = (of: (corner: Position) => number) => ring.reduce((sum, corner) => sum + of(corner), 0) / ring.length;
  return {
    ...(ring.length > 0 && { lat: mean(({ lat }) => lat), lng: mean(({ lng }) => lng) }),
    boundary: ring.length > 1 ? ring.map(({ lat, lng }) => [lng, lat]) : [],
  };
}

export function SiteForm({ cityId, site, ring, onRing, onDone, onCancel }: SiteFormProps) {
  const [values, setValues] = useState(() => valuesOf(site));
  const [ref, setRef] = useState("");
  const [drawnBefore] = useState(ring);
  const change = (name: Name) => (value: string) => setValues({ ...values, [name]: value });
  const submit = () => {
    const facts = {
      ...(Object.fromEntries(Object.entries(values).map(([name, text]) => [name, text.trim()])) as typeof values),
      ...(ring !== drawnBefore && shapeOf(ring)),
    };
    if (site) return updateSite(site.id, facts);
    const { lat = Number.NaN, lng = Number.NaN } = facts as Partial<Position>;
    return createSite({ ...facts, lat, lng, city_id: cityId, ...(ref.trim() && { source_ref: ref.trim() }) });
  };
  const field = (name: (typeof TEXTS)[number], errors: Record<string, string>) => (
    <Field
      key={name}
      label={siteTexts[name]}
      value={values[name]}
      onChange={change(name)}
      isRequired={name === "name"}
      error={errors[name]}
    />
  );
  return (
    <EditForm button={site ? consoleTexts.save : consoleTexts.add} submit={submit} onDone={onDone} onCancel={onCancel}>
      {(errors) => (
        <>
          <Drawing
            legend={siteTexts.boundary}
            hint={siteTexts.draw}
            points={ring}
            onPoints={onRing}
            error={errors.boundary ?? errors.lat}
          />
          {field("name", errors)}
          <div className="pair">
            {CHOICES.map((name) => (
              <SelectField
                key={name}
                label={siteTexts[name]}
                value={values[name]}
                onChange={change(name)}
                options={Object.entries(OPTIONS[name]).map(([value, label]) => ({ value, label }))}
                error={errors[name]}
              />
            ))}
            {!site && <Field label={spotTexts.reference} value={ref} onChange={setRef} error={errors.source_ref} />}
          </div>
          {field("address", errors)}
          <div className="pair">
            {(["region", "country", "postcode", "contact"] as const).map((name) => field(name, errors))}
          </div>
          {INSTRUCTIONS.map((name) => (
            <TextAreaField
              key={name}
              label={siteTexts[name]}
              value={values[name]}
              onChange={change(name)}
              error={errors[name]}
            />
          ))}
        </>
      )}
    </EditForm>
  );
}
