import { useEffect, useRef } from "react";
import { FieldError, Input, Label, Text, TextField, type TextFieldProps } from "react-aria-components";

interface FieldProps extends Omit<TextFieldProps, "className" | "children"> {
  label: string;
  hint?: string;
  error?: string | undefined;
  /** Custom validity: blocks submission, and the browser shows it. */
  validationMessage?: string | undefined;
  inputMode?: "numeric" | "email" | "text";
}

export function Field({ label, hint, error, validationMessage, inputMode, ...props }: FieldProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.setCustomValidity(validationMessage ?? ""), [validationMessage]);
  useEffect(() => {
    if (error) focusFirstInvalid(input.current?.form);
  }, [error]);
  return (
    <TextField {...props} className="field" isInvalid={Boolean(error)} validationBehavior="aria">
      <Label>{label}</Label>
      <Input inputMode={inputMode} ref={input} />
      {hint && !error && (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
    </TextField>
  );
}

/** The driver corrects the first wrong field first; a driver who has gone on elsewhere is not called back. */
function focusFirstInvalid(form: HTMLFormElement | null | undefined): void {
  const { activeElement, body } = document;
  if (!form || (activeElement !== body && !form.contains(activeElement))) return;
  form.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}
