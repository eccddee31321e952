import { type RefObject, useLayoutEffect, useRef } from "react";
import { Label, Radio, RadioGroup, Checkbox, CheckboxGroup } from "react-aria-components";

interface Option {
  value: string;
  label: string;
}

interface RadioChipsProps {
  label: string;
  options: Option[];
  value: string;
  onChange: (value: string) => void;
  /** For a group whose heading repeats the label. */
  isLabelHidden?: boolean;
}

/** The ref of a row, which scrolls until the chip at `index` is in its middle, unless it is in sight. */
function useScrolledRow(index: number): RefObject<HTMLDivElement | null> {
  const row = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const chip = row.current?.children.item(index);
    if (!row.current || !chip) return;
    const [area, box] = [row.current.getBoundingClientRect(), chip.getBoundingClientRect()];
    if (box.left >= area.left && box.right <= area.right) return;
    // The page must not scroll with it.
    row.current.scrollBy({ left: (box.left + box.right - area.left - area.right) / 2 });
  }, [index]);
  return row;
}

export function RadioChips({ label, options, value, onChange, isLabelHidden }: RadioChipsProps) {
  const row = useScrolledRow(options.findIndex((choice) => choice.value === value));
  return (
    <RadioGroup className="chips" value={value} onChange={onChange} orientation="horizontal">
      <Label className={isLabelHidden ? "visually-hidden" : "chips-label"}>{label}</Label>
      <div className="chips-row" ref={row}>
        {options.map((choice) => (
          <Radio key={choice.value} value={choice.value} className="chip">
            {choice.label}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}

interface CheckboxChipsProps extends Omit<RadioChipsProps, "value" | "onChange"> {
  value: string[];
  onChange: (value: string[]) => void;
}

export function CheckboxChips({ label, options, value, onChange }: CheckboxChipsProps) {
  return (
    <CheckboxGroup className="chips" value={value} onChange={onChange}>
      <Label>{label}</Label>
      <div className="chips-row chips-wrap">
        {options.map((choice) => (
          <Checkbox key={choice.value} value={choice.value} className="chip">
            {choice.label}
          </Checkbox>
        ))}
      </div>
    </CheckboxGroup>
  );
}

export function LabelledCheckbox({
  label,
  isSelected,
  onChange,
}: {
  label: string;
  isSelected: boolean;
  onChange: (is: boolean) => void;
}) {
  return (
    <Checkbox className="tick" isSelected={isSelected} onChange={onChange}>
      <span className="tick-box" aria-hidden />
      {label}
    </Checkbox>
  );
}
