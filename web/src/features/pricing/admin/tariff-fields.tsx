import { SelectField } from "@/components/console/select-field";
import { Field } from "@/components/ui/field";
import { VEHICLE_CLASSES, type VehicleClass } from "@/lib/vehicle-class";
import { editorTexts, memberNames, valueNames } from "@/console-texts/pricing";
import { type Caps, type ClassRule, type TariffDocument, type Transitions } from "../tariff-document";
import { ChoiceField } from "./choice-field";
import { changeDocument, withoutEmpty } from "./document-edits";
import { type DocumentProblem, pointerTo, problemAt } from "./document-problems";
import { className } from "./document-words";
import { Rows } from "./rows";
import { AmountField, NumberField } from "./typed-fields";

export interface TariffFieldsProps {
  document: TariffDocument;
  problems: DocumentProblem[];
  onChange: (document: TariffDocument) => void;
}

const label = (member: string) => memberNames[member] ?? member;

/** The answers that every tariff has to give. */
export function TransitionFields({ document, problems, onChange }: TariffFieldsProps) {
  const { transitions } = document;
  const change = (changes: Partial<Transitions>) =>
    onChange({ ...document, transitions: { ...transitions, ...changes } });
  const error = (member: string) => problemAt(problems, pointerTo("transitions", member));
  return (
    <div className="pair">
      <ChoiceField
        member="outside"
        names={valueNames.outside}
        value={document.outside}
        onChange={(outside) => onChange({ ...document, outside })}
        error={problemAt(problems, "/outside")}
      />
      <ChoiceField
        member="follow_through"
        names={valueNames.follow_through}
        value={transitions.follow_through}
        onChange={(follow_through) => change({ follow_through })}
        error={error("follow_through")}
      />
      <ChoiceField
        member="overpayment"
        names={valueNames.overpayment}
        value={transitions.overpayment}
        onChange={(overpayment) => change({ overpayment })}
        error={error("overpayment")}
      />
      <ChoiceField
        member="prepay"
        names={valueNames.prepay}
        value={transitions.prepay}
        onChange={(prepay) => change({ prepay })}
        error={error("prepay")}
      />
    </div>
  );
}

const CAPS = ["per_stay_minor", "per_day_minor", "per_24_hours_minor"] as const;
const NUMBERS = ["increment_seconds", "max_stay_minutes", "no_return_minutes"] as const;

/** Limits of the price and of the stay. */
export function LimitFields({ document, problems, onChange }: TariffFieldsProps) {
  const { currency, free, caps } = document;
  const change = (changes: Partial<TariffDocument>) => onChange(changeDocument(document, changes));
  const changeCaps = (changes: Partial<Caps>) => change({ caps: withoutEmpty({ ...caps, ...changes }) });
  return (
    <>
      <div className="pair">
        <NumberField
          label={editorTexts.freeMinutes}
          value={free?.minutes}
          onChange={(minutes) =>
            change({
              free: minutes === undefined ? undefined : { minutes, applies_to: free?.applies_to ?? "short_stays" },
            })
          }
          error={problemAt(problems, "/free")}
        />
        {free && (
          <ChoiceField
            member="applies_to"
            names={valueNames.applies_to}
            value={free.applies_to}
            onChange={(applies_to) => change({ free: { ...free, applies_to } })}
          />
        )}
        <AmountField
          label={label("minimum_minor")}
          currency={currency}
          value={document.minimum_minor}
          onChange={(minimum_minor) => change({ minimum_minor })}
          error={problemAt(problems, "/minimum_minor")}
        />
        {CAPS.map((member) => (
          <AmountField
            key={member}
            label={label(member)}
            currency={currency}
            value={caps?.[member]}
            onChange={(minor) => changeCaps({ [member]: minor })}
            error={problemAt(problems, pointerTo("caps", member))}
          />
        ))}
        {NUMBERS.map((member) => (
          <NumberField
            key={member}
            label={label(member)}
            hint={member === "increment_seconds" ? editorTexts.incrementHint : ""}
            value={document[member]}
            onChange={(value) => change({ ...document, [member]: value })}
            error={problemAt(problems, pointerTo(member))}
          />
        ))}
      </div>
      <Field
        label={label("note")}
        maxLength={200}
        value={document.note ?? ""}
        onChange={(note) => change({ note: note || undefined })}
        error={problemAt(problems, "/note")}
      />
    </>
  );
}

const RULES = Object.entries(editorTexts.classRules).map(([value, name]) => ({ value, label: name }));

/** Vehicle classes with another price, or without access. */
export function ClassFields({ document, problems, onChange }: TariffFieldsProps) {
  const rules = document.classes ?? [];
  const unused = VEHICLE_CLASSES.find((each) => rules.every((rule) => rule.class !== each));
  const error = (...path: (string | number)[]) => problemAt(problems, pointerTo("classes", ...path));
  return (
    <Rows<ClassRule>
      label={label("classes")}
      rows={rules}
      onChange={(classes) => onChange(changeDocument(document, { classes }))}
      addLabel={editorTexts.addClass}
      newRow={() => unused && { class: unused, factor: "1/2" }}
    >
      {(rule, change, index) => (
        <>
          <SelectField
            label={label("class")}
            value={rule.class}
            onChange={(value) => change({ class: value as VehicleClass })}
            options={VEHICLE_CLASSES.map((value) => ({ value, label: className(value) }))}
            error={error(index, "class")}
          />
          <SelectField
            label={editorTexts.classRule}
            value={rule.refused ? "refused" : "factor"}
            onChange={(value) =>
              change(value === "refused" ? { refused: true, factor: undefined } : { refused: undefined, factor: "1" })
            }
            options={RULES}
          />
          {!rule.refused && (
            <Field
              label={label("factor")}
              hint={editorTexts.factorHint}
              value={rule.factor ?? ""}
              onChange={(factor) => change({ factor })}
              error={error(index, "factor") ?? error(index)}
            />
          )}
        </>
      )}
    </Rows>
  );
}
