import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Terms } from "@/api/admin";
import { EditForm } from "@/components/console/edit-form";
import { QueryResult } from "@/components/console/query-result";
import { SelectField } from "@/components/console/select-field";
import { Field } from "@/components/ui/field";
import { consoleTexts } from "@/console-texts/console";
import { termsTexts } from "@/console-texts/places";
import { parseAmount } from "@/lib/amount";
import { setTerms, type TermsPlace, termsQuery } from "./terms-requests";
import {
  type ChoiceName,
  effectiveCap,
  NUMBER_NAMES,
  type NumberName,
  NUMBERS,
  termsOf,
  type TermsValues,
  valuesOf,
} from "./terms-values";

interface TermsFormProps {
  place: TermsPlace;
  /** Of the city. */
  currency: string;
  onDone?: () => void;
}

/** The terms of a city or a site. */
export function TermsForm({ place, currency, onDone }: TermsFormProps) {
  const query = useQuery(termsQuery(place));
  return (
    <QueryResult query={query}>
      {(terms) => (
        <Form
          key={`${currency} ${JSON.stringify(terms.own)}`}
          place={place}
          currency={currency}
          terms={terms}
          onDone={onDone}
        />
      )}
    </QueryResult>
  );
}

function Form({ place, currency, terms, onDone }: { terms: Terms } & TermsFormProps) {
  const [values, setValues] = useState(() => valuesOf(terms.own, currency));
  const submit = () => setTerms(place, termsOf(values, currency));
  return (
    <EditForm button={consoleTexts.save} submit={submit} onDone={() => onDone?.()}>
      {(errors) => {
        const props = { values, onChange: setValues, effective: terms.effective, errors };
        return (
          <>
            <p className="soft">{termsTexts.hint[place.kind]}</p>
            <div className="pair">
              {NUMBER_NAMES.filter((name) => name !== "reservable_percent").map((name) => (
                <NumberTerm key={name} name={name} {...props} />
              ))}
            </div>
            <div className="pair">
              {(["arrival_mode", "payment_mode", "guests_allowed"] as const).map((name) => (
                <ChoiceTerm key={name} name={name} {...props} />
              ))}
            </div>
            <fieldset className="tariff-rows">
              <legend>{termsTexts.guardRails}</legend>
              <p className="soft">{termsTexts.guardRailsHint}</p>
              <div className="pair">
                <ChoiceTerm name="accessible_at_base_rate" {...props} />
                <NumberTerm name="reservable_percent" {...props} />
                <CapTerm currency={currency} {...props} />
              </div>
            </fieldset>
          </>
        );
      }}
    </EditForm>
  );
}

interface TermProps {
  values: TermsValues;
  onChange: (values: TermsValues) => void;
  effective: Terms["effective"];
  errors: Record<string, string>;
}

function NumberTerm({ name, values, onChange, effective, errors }: { name: NumberName } & TermProps) {
  return (
    <Field
      label={termsTexts.names[name]}
      hint={values[name] ? "" : termsTexts.inherited(String(effective[name] / NUMBERS[name]))}
      type="number"
      value={values[name]}
      onChange={(value) => onChange({ ...values, [name]: value })}
      error={errors[name]}
    />
  );
}

function ChoiceTerm({ name, values, onChange, effective, errors }: { name: ChoiceName } & TermProps) {
  const names = termsTexts.choices[name];
  const inherited = String(effective[name]);
  return (
    <SelectField
      label={termsTexts.names[name]}
      value={values[name]}
      onChange={(value) => onChange({ ...values, [name]: value })}
      options={[
        { value: "", label: termsTexts.inherited(names[inherited] ?? inherited) },
        ...Object.entries(names).map(([value, label]) => ({ value, label })),
      ]}
      error={errors[name]}
    />
  );
}

function CapTerm({ currency, values, onChange, effective, errors }: { currency: string } & TermProps) {
  const text = values.reduced_rate_cap_minor;
  const isInvalid = text.trim() !== "" && parseAmount(text, currency) === undefined;
  return (
    <Field
      label={termsTexts.cap(currency)}
      hint={text ? "" : termsTexts.inherited(effectiveCap(effective, currency) ?? termsTexts.noCap)}
      value={text}
      onChange={(value) => onChange({ ...values, reduced_rate_cap_minor: value })}
      error={isInvalid ? consoleTexts.invalidAmount : errors.reduced_rate_cap_minor}
    />
  );
}
