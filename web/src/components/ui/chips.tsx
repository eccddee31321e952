import { Label, Radio, RadioGroup, Checkbox, CheckboxGroup } from "react-aria-components";

interface Choice {
  value: string;
  label: string;
}

interface ChipsProps {
  label: string;
  choices: Choice[];
  value: string;
  onChange: (value: string) => void;
  /** A heading says the same already. */
  isLabelHidden?: boolean;
}

/** One of several. */
export function Chips({ label, choices, value, onChange, isLabelHidden }: ChipsProps) {
  return (
    <RadioGroup className="chips" value={value} onChange={onChange} orientation="horizontal">
      <Label className={isLabelHidden ? "visually-hidden" : "chips-label"}>{label}</Label>
      <div className="chips-row">
        {choices.map((choice) => (
          <Radio key={choice.value} value={choice.value} className="chip">
            {choice.label}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}

interface TicksProps extends Omit<ChipsProps, "value" | "onChange"> {
  value: string[];
  onChange: (value: string[]) => void;
}

/** Any of several. */
export function Ticks({ label, choices, value, onChange }: TicksProps) {
  return (
    <CheckboxGroup className="chips" value={value} onChange={onChange}>
      <Label>{label}</Label>
      <div className="chips-row chips-wrap">
        {choices.map((choice) => (
          <Checkbox key={choice.value} value={choice.value} className="chip">
            {choice.label}
          </Checkbox>
        ))}
      </div>
    </CheckboxGroup>
  );
}

/** One thing, on or off. */
export function Tick({
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
