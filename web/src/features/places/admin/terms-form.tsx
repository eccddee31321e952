import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { OwnTerms, Terms } from "@/api/admin";
import { EditForm } from "@/components/console/edit-form";
import { QueryResult } from "@/components/console/query-result";
import { SelectField } from "@/components/console/select-field";
import { Field } from "@/components/ui/field";
import { consoleTexts } from "@/console-texts/console";
import { termsTexts } from "@/console-texts/places";
import { setTerms, type TermsPlace, termsQuery } from "./terms-requests";

/** The terms that are numbers, with the size of their unit. */
export const NUMBERS = {
  hold_seconds: 60,
  min_stay_seconds: 60,
  max_stay_seconds: 3_600,
  max_lead_seconds: 86_400,
  grace_seconds: 60,
  no_show_seconds: 60,
  buffer_seconds: 60,
  reservable_percent: 1,
} as const;
type NumberName = keyof typeof NUMBERS;
export const NUMBER_NAMES = Object.keys(NUMBERS) as NumberName[];

export const CHOICES = ["arrival_mode", "payment_mode", "guests_allowed"] as const;
type ChoiceName = (typeof CHOICES)[number];

type Values = Record<NumberName | ChoiceName, string>;

function valuesOf(own: OwnTerms): Values {
  const numbers = NUMBER_NAMES.map((name) => {
    const value = own[name];
    return [name, value === null || value === undefined ? "" : String(value / NUMBERS[name])];
  });
  const choices = CHOICES.map((name) => [name, own[name] === null || own[name] === undefined ? "" : String(own[name])]);
  return Object.fromEntries([...numbers, ...choices]) as Values;
}

/** Empty values are inherited. */
function termsOf(values: Values): OwnTerms {
  const number = (name: NumberName) => (values[name] ? Math.round(Number(values[name]) * NUMBERS[name]) : null);
  return {
    ...(Object.fromEntries(NUMBER_NAMES.map((name) => [name, number(name)])) as Pick<OwnTerms, NumberName>),
    arrival_mode: values.arrival_mode || null,
    payment_mode: values.payment_mode || null,
    guests_allowed: values.guests_allowed ? values.guests_allowed === "true" : null,
  };
}

interface TermsFormProps {
  place: TermsPlace;
  onDone?: () => void;
}

/** The terms of a city or a site. */
export function TermsForm({ place, onDone }: TermsFormProps) {
  const query = useQuery(termsQuery(place));
  return (
    <QueryResult query={query}>
      {(terms) => <Form key={JSON.stringify(terms.own)} place={place} terms={terms} onDone={onDone} />}
    </QueryResult>
  );
}

function Form({ place, terms: { own, effective }, onDone }: { terms: Terms } & TermsFormProps) {
  const [values, setValues] = useState(() => valuesOf(own));
  const change = (name: keyof Values) => (value: string) => setValues({ ...values, [name]: value });
  const submit = () => setTerms(place, termsOf(values));
  return (
    <EditForm button={consoleTexts.save} submit={submit} onDone={() => onDone?.()}>
      {(errors) => (
        <>
          <p className="soft">{termsTexts.hint[place.kind]}</p>
          <div className="pair">
            {NUMBER_NAMES.map((name) => (
              <Field
                key={name}
                label={termsTexts.names[name]}
                hint={values[name] ? "" : termsTexts.inherited(String(effective[name] / NUMBERS[name]))}
                type="number"
                value={values[name]}
                onChange={change(name)}
                error={errors[name]}
              />
            ))}
          </div>
          <div className="pair">
            {CHOICES.map((name) => (
              <SelectField
                key={name}
                label={termsTexts.names[name]}
                value={values[name]}
                onChange={change(name)}
                options={[
                  {
                    value: "",
                    label: termsTexts.inherited(
                      termsTexts.choices[name][String(effective[name])] ?? String(effective[name]),
                    ),
                  },
                  ...Object.entries(termsTexts.choices[name]).map(([value, label]) => ({ value, label })),
                ]}
                error={errors[name]}
              />
            ))}
          </div>
        </>
      )}
    </EditForm>
  );
}
