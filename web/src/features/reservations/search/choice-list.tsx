interface ChoiceListProps {
  options: { value: string; label: string }[];
  value: string;
  onChoose: (value: string) => void;
}

/** A form with one choice: a tap makes it. */
export function ChoiceList({ options, value, onChoose }: ChoiceListProps) {
  return (
    <ul className="choice-list">
      {options.map((option) => (
        <li key={option.value}>
          <button
            type="button"
            aria-current={option.value === value || undefined}
            onClick={() => onChoose(option.value)}
          >
            {option.label}
          </button>
        </li>
      ))}
    </ul>
  );
}
