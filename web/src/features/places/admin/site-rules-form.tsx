import { useState } from "react";
import type { SiteRulesView } from "@/api/visit-types";
import { EditForm } from "@/components/console/edit-form";
import { optionsOf, SelectField } from "@/components/console/select-field";
import { LabelledCheckbox } from "@/components/ui/chips";
import { Field } from "@/components/ui/field";
import { consoleTexts } from "@/console-texts/console";
import { siteRulesTexts } from "@/console-texts/site-rules";
import { setRules } from "./rules-requests";
import { CHOICES, FLAGS, isOptional, type NumberName, rulesOf, type RulesValues, valuesOf } from "./rules-values";

interface SiteRulesFormProps {
  siteId: string;
  rules: SiteRulesView;
  onDone: () => void;
  onCancel: () => void;
}

/** Sets all rules of entry of a site. */
export function SiteRulesForm({ siteId, rules, onDone, onCancel }: SiteRulesFormProps) {
  const [values, setValues] = useState(() => valuesOf(rules));
  const change = (changes: Partial<RulesValues>) => setValues({ ...values, ...changes });
  return (
    <EditForm
      button={consoleTexts.save}
      submit={() => setRules(siteId, rulesOf(values))}
      onDone={onDone}
      onCancel={onCancel}
    >
      {(errors) => {
        const number = (name: NumberName) => (
          <NumberRule key={name} name={name} values={values} onChange={change} error={errors[name]} />
        );
        return (
          <>
            <p className="soft">{siteRulesTexts.hint}</p>
            <fieldset className="tariff-rows">
              <legend>{siteRulesTexts.entry}</legend>
              <div className="pair">
                {CHOICES.map((name) => (
                  <SelectField
                    key={name}
                    label={siteRulesTexts.names[name]}
                    value={values[name]}
                    onChange={(value) => change({ [name]: value })}
                    options={optionsOf(siteRulesTexts.choices[name])}
                    error={errors[name]}
                  />
                ))}
                {(["max_visit_seconds", "remind_after_seconds", "geofence_m"] as const).map(number)}
              </div>
            </fieldset>
            <fieldset className="tariff-rows">
              <legend>{siteRulesTexts.state}</legend>
              <div className="pair">
                {(["few_at_percent", "free_from_percent", "full_at", "few_from"] as const).map(number)}
              </div>
            </fieldset>
            <fieldset className="tariff-rows">
              <legend>{siteRulesTexts.cameras}</legend>
              {number("min_confidence_percent")}
              {FLAGS.map((name) => (
                <LabelledCheckbox
                  key={name}
                  label={siteRulesTexts.names[name]}
                  isSelected={values[name]}
                  onChange={(is) => change({ [name]: is })}
                />
              ))}
            </fieldset>
          </>
        );
      }}
    </EditForm>
  );
}

interface NumberRuleProps {
  name: NumberName;
  values: RulesValues;
  onChange: (changes: Partial<RulesValues>) => void;
  error: string | undefined;
}

function NumberRule({ name, values, onChange, error }: NumberRuleProps) {
  return (
    <Field
      label={siteRulesTexts.names[name]}
      hint={isOptional(name) && !values[name] ? siteRulesTexts.empty[name] : ""}
      type="number"
      isRequired={!isOptional(name)}
      value={values[name]}
      onChange={(value) => onChange({ [name]: value })}
      error={error}
    />
  );
}
