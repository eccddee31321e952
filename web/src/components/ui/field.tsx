import { FieldError, Input, Label, Text, TextField, type TextFieldProps } from "react-aria-components";

interface FieldProps extends Omit<TextFieldProps, "className" | "children"> {
  label: string;
  hint?: string;
  error?: string | undefined;
  inputMode?: "numeric" | "email" | "text";
}

/** A labelled input; what is wrong stands below it. */
export function Field({ label, hint, error, inputMode, ...props }: FieldProps) {
  return (
    <TextField {...props} className="field" isInvalid={Boolean(error)} validationBehavior="aria">
      <Label>{label}</Label>
      <Input inputMode={inputMode} />
      {hint && !error && (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      <FieldError className="field-error">{error}</FieldError>
    </TextField>
  );
}
