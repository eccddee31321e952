import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { editorTexts, memberNames } from "@/console-texts/pricing";
import { removeCalendar, renameCalendar, setDates } from "./document-edits";
import { pointerTo, problemAt } from "./document-problems";
import type { TariffFieldsProps } from "./tariff-fields";
import { LinesField } from "./typed-fields";

/** Calendars of holidays with their dates. */
export function HolidayFields(props: TariffFieldsProps) {
  const { document, onChange } = props;
  const names = Object.keys(document.holidays ?? {});
  const add = () => {
    const numbers = names.map((_, index) => index + 1);
    const number = numbers.find((each) => !names.includes(editorTexts.newCalendar(each))) ?? names.length + 1;
    onChange(setDates(document, editorTexts.newCalendar(number), []));
  };
  return (
    <fieldset className="tariff-rows">
      <legend>{memberNames.holidays}</legend>
      {!names.length && <p className="soft">{editorTexts.noCalendars}</p>}
      {names.map((name, index) => (
        // The position is the key, so that a renamed calendar keeps the focus.
        <Calendar key={index} name={name} {...props} />
      ))}
      <Button kind="quiet" onPress={add}>
        {editorTexts.addCalendar}
      </Button>
    </fieldset>
  );
}

function Calendar({ name, document, problems, onChange }: TariffFieldsProps & { name: string }) {
  const [typed, setTyped] = useState(name);
  const [previous, setPrevious] = useState(name);
  if (previous !== name) {
    setPrevious(name);
    setTyped(name);
  }
  const isTaken = typed !== name && typed in (document.holidays ?? {});
  return (
    <div className="tariff-row">
      <Field
        label={editorTexts.calendarName}
        maxLength={40}
        value={typed}
        onChange={setTyped}
        // A name that is typed may be that of another calendar for a moment.
        onBlur={() => typed !== name && onChange(renameCalendar(document, name, typed))}
        error={isTaken ? editorTexts.calendarTaken : undefined}
      />
      <LinesField
        label={editorTexts.datesHint}
        value={document.holidays?.[name] ?? []}
        onChange={(dates) => onChange(setDates(document, name, dates))}
        error={problemAt(problems, pointerTo("holidays", name))}
      />
      <Button
        kind="quiet"
        aria-label={`${editorTexts.remove}: ${name}`}
        onPress={() => onChange(removeCalendar(document, name))}
      >
        {editorTexts.remove}
      </Button>
    </div>
  );
}
