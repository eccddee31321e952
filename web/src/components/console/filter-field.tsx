import { useEffect, useState } from "react";
import { Field } from "@/components/ui/field";

interface FilterFieldProps {
  label: string;
  value: string | undefined;
  onChange: (text: string) => void;
  hint?: string;
  error?: string | undefined;
}

const DEBOUNCE_MS = 350;

/** Reports the text when typing pauses. */
export function FilterField({ label, value = "", onChange, ...rest }: FilterFieldProps) {
  const [text, setText] = useState(value);
  const [previousValue, setPreviousValue] = useState(value);
  if (previousValue !== value) {
    setPreviousValue(value);
    if (text.trim() !== value) setText(value);
  }
  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => onChange(text.trim()), DEBOUNCE_MS);
    return () => clearTimeout(timer);
    // `onChange` may be another function at each render.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [text, value]);
  return <Field label={label} type="search" value={text} onChange={setText} {...rest} />;
}
