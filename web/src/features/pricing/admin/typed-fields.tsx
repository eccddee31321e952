import { useState } from "react";
import { Field } from "@/components/ui/field";
import { TextAreaField } from "@/components/ui/text-area-field";
import { consoleTexts } from "@/console-texts/console";
import { editorTexts } from "@/console-texts/pricing";
import { formatAmount, parseAmount } from "@/lib/amount";

/** Stands for a text that is not a number; the api refuses it. */
export const INVALID = -1;

/** The typed text as long as it has the value; otherwise the value as text. */
function useTyped<T>(value: T, parse: (text: string) => T, format: (value: T) => string, onChange: (value: T) => void) {
  const [typed, setTyped] = useState<string>();
  const change = (text: string) => {
    setTyped(text);
    onChange(parse(text));
  };
  const isCurrent = typed !== undefined && JSON.stringify(parse(typed)) === JSON.stringify(value);
  return [isCurrent ? typed : format(value), change] as const;
}

interface TypedFieldProps<T> {
  label: string;
  value: T;
  onChange: (value: T) => void;
  hint?: string;
  error?: string | undefined;
}

interface AmountFieldProps extends TypedFieldProps<number | undefined> {
  currency: string;
}

/** An amount in units of the currency; empty is undefined. */
export function AmountField({ label, value, onChange, currency, error, ...rest }: AmountFieldProps) {
  const parse = (text: string) => (text.trim() ? (parseAmount(text, currency) ?? INVALID) : undefined);
  const format = (minor: number | undefined) => (minor === undefined || minor < 0 ? "" : formatAmount(minor, currency));
  const [text, change] = useTyped(value, parse, format, onChange);
  return (
    <Field
      {...rest}
      label={`${label} (${currency})`}
      value={text}
      onChange={change}
      error={value === INVALID ? consoleTexts.invalidAmount : error}
    />
  );
}

/** A whole number; empty is undefined. */
export function NumberField({ value, onChange, error, ...rest }: TypedFieldProps<number | undefined>) {
  const parse = (text: string) => {
    if (!text.trim()) return undefined;
    return /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : INVALID;
  };
  const format = (number: number | undefined) => (number === undefined || number < 0 ? "" : String(number));
  const [text, change] = useTyped(value, parse, format, onChange);
  const shown = value === INVALID ? editorTexts.invalidNumber : error;
  return <Field {...rest} inputMode="numeric" value={text} onChange={change} error={shown} />;
}

const signed = (text: string) => (/^\s*-?\d{1,9}\s*$/.test(text) ? Number(text) : 0);

/** A whole number, possibly negative; another text is zero. */
export function SignedField({ value, onChange, ...rest }: TypedFieldProps<number>) {
  const [text, change] = useTyped(value, signed, String, onChange);
  return <Field {...rest} value={text} onChange={change} />;
}

const items = (text: string) => text.split(",").flatMap((item) => item.trim() || []);

/** Texts separated by commas. */
export function ListField({ value, onChange, ...rest }: TypedFieldProps<string[]>) {
  const [text, change] = useTyped(value, items, (list) => list.join(", "), onChange);
  return <Field {...rest} value={text} onChange={change} />;
}

const lines = (text: string) => text.split(/[\s,]+/).filter(Boolean);

/** Texts, one on each line. */
export function LinesField({ value, onChange, ...rest }: Omit<TypedFieldProps<string[]>, "hint">) {
  const [text, change] = useTyped(value, lines, (list) => list.join("\n"), onChange);
  return <TextAreaField {...rest} value={text} onChange={change} />;
}
