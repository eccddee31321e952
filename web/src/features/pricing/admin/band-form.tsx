import { Button } from "@/components/ui/button";
import { CheckboxChips, LabelledCheckbox } from "@/components/ui/chips";
import { Field } from "@/components/ui/field";
import { VEHICLE_CLASSES, type VehicleClass } from "@/lib/vehicle-class";
import { editorTexts, memberNames } from "@/console-texts/pricing";
import { type Band, type Day, DAYS } from "../tariff-document";
import { changeBand } from "./document-edits";
import { type DocumentProblem, pointerTo, problemAt, problemOf } from "./document-problems";
import { className } from "./document-words";
import { Rows } from "./rows";
import { AmountField, INVALID, ListField, NumberField, SignedField } from "./typed-fields";

export interface BandFormProps {
  index: number;
  band: Band;
  currency: string;
  /** Names of the calendars of holidays. */
  calendars: string[];
  problems: DocumentProblem[];
  onChange: (band: Band) => void;
  onRemove: () => void;
}

const label = (member: string) => memberNames[member] ?? member;
const DAY_OPTIONS = DAYS.map((value) => ({ value, label: editorTexts.dayNames[value] ?? value }));
const CLASS_OPTIONS = VEHICLE_CLASSES.map((value) => ({ value, label: className(value) }));

/** The exact values of a band. */
export function BandForm(props: BandFormProps) {
  const { index, band, problems, onChange, onRemove } = props;
  const change = (changes: Partial<Band>) => onChange(changeBand(band, changes));
  const error = (member: string) => problemAt(problems, pointerTo("bands", index, member));
  const own = problemOf(problems, pointerTo("bands", index));
  const days: string[] = band.days?.length ? band.days : [...DAYS];
  return (
    <div className="stack">
      {own && <p className="field-error">{own}</p>}
      <CheckboxChips
        label={label("days")}
        options={DAY_OPTIONS}
        value={days}
        onChange={(next) => {
          const chosen = DAYS.filter((day) => next.includes(day));
          // A band has at least one day; all days need no list.
          if (chosen.length) change({ days: chosen.length < DAYS.length ? (chosen as Day[]) : undefined });
        }}
      />
      <div className="pair">
        <Field
          label={label("from")}
          value={band.from}
          onChange={(from) => change({ from })}
          error={error("from")}
          hint={editorTexts.timeHint}
        />
        <Field label={label("to")} value={band.to} onChange={(to) => change({ to })} error={error("to")} />
      </div>
      <LabelledCheckbox
        label={label("closed")}
        isSelected={band.closed ?? false}
        onChange={(closed) => change({ closed })}
      />
      {!band.closed && <BandPrice {...props} />}
      <BandRestrictions {...props} />
      <SignedField
        label={label("priority")}
        value={band.priority ?? 0}
        onChange={(priority) => change({ priority })}
        error={error("priority")}
      />
      <div className="dialog-actions">
        <Button kind="danger" onPress={onRemove}>
          {editorTexts.removeBand}
        </Button>
      </div>
    </div>
  );
}

function BandPrice({ index, band, currency, problems, onChange }: BandFormProps) {
  const change = (changes: Partial<Band>) => onChange(changeBand(band, changes));
  const error = (...path: (string | number)[]) => problemAt(problems, pointerTo("bands", index, ...path));
  const steps = band.steps ?? [];
  const last = steps.at(-1);
  return (
    <>
      <div className="pair">
        <AmountField
          label={label("rate_minor_per_hour")}
          currency={currency}
          value={band.rate_minor_per_hour}
          onChange={(rate_minor_per_hour) => change({ rate_minor_per_hour })}
          error={error("rate_minor_per_hour")}
        />
        <NumberField
          label={label("max_stay_minutes")}
          value={band.max_stay_minutes}
          onChange={(max_stay_minutes) => change({ max_stay_minutes })}
          error={error("max_stay_minutes")}
        />
      </div>
      <Rows
        label={label("steps")}
        rows={steps}
        onChange={(next) => change({ steps: next })}
        addLabel={editorTexts.addStep}
        newRow={() => ({
          after_minutes: (last?.after_minutes ?? 0) + 60,
          rate_minor_per_hour: last?.rate_minor_per_hour ?? band.rate_minor_per_hour ?? 0,
        })}
        error={problemOf(problems, pointerTo("bands", index, "steps"))}
      >
        {(step, changeStep, position) => (
          <>
            <NumberField
              label={editorTexts.stepAfter}
              value={step.after_minutes}
              onChange={(after_minutes) => changeStep({ after_minutes: after_minutes ?? INVALID })}
              error={error("steps", position, "after_minutes")}
            />
            <AmountField
              label={label("rate_minor_per_hour")}
              currency={currency}
              value={step.rate_minor_per_hour}
              onChange={(rate) => changeStep({ rate_minor_per_hour: rate ?? INVALID })}
              error={error("steps", position, "rate_minor_per_hour")}
            />
          </>
        )}
      </Rows>
    </>
  );
}

function BandRestrictions({ index, band, calendars, problems, onChange }: BandFormProps) {
  const change = (changes: Partial<Band>) => onChange(changeBand(band, changes));
  const error = (...path: (string | number)[]) => problemAt(problems, pointerTo("bands", index, ...path));
  const calendarOptions = calendars.map((name) => ({ value: name, label: name }));
  return (
    <>
      <CheckboxChips
        label={label("only_classes")}
        options={CLASS_OPTIONS}
        value={band.only_classes ?? []}
        onChange={(only) => change({ only_classes: only as VehicleClass[] })}
      />
      <ListField
        label={label("only_permits")}
        hint={editorTexts.permitsHint}
        value={band.only_permits ?? []}
        onChange={(only_permits) => change({ only_permits })}
        error={error("only_permits")}
      />
      <Rows
        label={label("seasons")}
        rows={band.seasons ?? []}
        onChange={(seasons) => change({ seasons })}
        addLabel={editorTexts.addSeason}
        newRow={() => ({ from: "01-01", to: "12-31" })}
      >
        {(season, changeSeason, position) => (
          <>
            <Field
              label={label("from")}
              hint={editorTexts.seasonHint}
              value={season.from ?? ""}
              onChange={(from) => changeSeason({ from: from || undefined })}
              error={error("seasons", position)}
            />
            <Field
              label={label("to")}
              value={season.to ?? ""}
              onChange={(to) => changeSeason({ to: to || undefined })}
            />
          </>
        )}
      </Rows>
      {calendars.length > 0 &&
        (["on_holidays", "except_holidays"] as const).map((member) => (
          <CheckboxChips
            key={member}
            label={label(member)}
            options={calendarOptions}
            value={band[member] ?? []}
            onChange={(names) => change({ ...band, [member]: names })}
          />
        ))}
    </>
  );
}
