import { useState } from "react";
import type { City } from "@/api/admin";
import { SelectField } from "@/components/console/select-field";
import { EditForm } from "@/components/console/edit-form";
import { Field } from "@/components/ui/field";
import { consoleTexts } from "@/console-texts/console";
import { cityTexts } from "@/console-texts/places";
import { createCity, updateCity } from "./place-requests";

const CURRENCIES = ["CAD", "EUR", "GBP", "JPY", "USD"].map((value) => ({ value, label: value }));

interface CityFormProps {
  /** Undefined to add a city. */
  city?: City | undefined;
  onDone: () => void;
  onCancel: () => void;
}

export function CityForm({ city, onDone, onCancel }: CityFormProps) {
  const [name, setName] = useState(city?.name ?? "");
  const [slug, setSlug] = useState(city?.slug ?? "");
  const [zone, setZone] = useState(city?.time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [currency, setCurrency] = useState(city?.currency ?? "USD");
  const submit = () => {
    const facts = { name: name.trim(), slug: slug.trim(), time_zone: zone.trim(), currency };
    return city ? updateCity(city.id, facts) : createCity(facts);
  };
  return (
    <EditForm button={city ? consoleTexts.save : consoleTexts.add} submit={submit} onDone={onDone} onCancel={onCancel}>
      {(errors) => (
        <>
          <Field label={cityTexts.name} value={name} onChange={setName} isRequired error={errors.name} />
          <Field
            label={cityTexts.slug}
            hint={cityTexts.slugHint}
            value={slug}
            onChange={setSlug}
            isRequired
            error={errors.slug}
          />
          <Field
            label={cityTexts.zone}
            hint={cityTexts.zoneHint}
            value={zone}
            onChange={setZone}
            isRequired
            error={errors.time_zone}
          />
          <SelectField
            label={cityTexts.currency}
            value={currency}
            onChange={setCurrency}
            options={CURRENCIES}
            error={errors.currency}
          />
        </>
      )}
    </EditForm>
  );
}
