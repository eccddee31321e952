import { FieldError, Label, TextArea, TextField, type TextFieldProps } from "react-aria-components";

interface TextAreaFieldProps extends Omit<TextFieldProps, "className" | "children"> {
  label: string;
  error?: string | undefined;
}

/** A field for several lines. */
export function TextAreaField({ label, error, ...props }: TextAreaFieldProps) {
  return (
    <TextField {...props} className="field" isInvalid={Boolean(error)} validationBehavior="aria">
      <Label>{label}</Label>
      <TextArea rows={3} />
      <FieldError className="field-error">{error}</FieldError>
    </TextField>
  );
}
