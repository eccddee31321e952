import { useState } from "react";
import type { Tariff } from "@/api/admin";
import { EditForm } from "@/components/console/edit-form";
import { Field } from "@/components/ui/field";
import { tariffTexts } from "@/console-texts/pricing";

interface NameFormProps {
  name?: string;
  button: string;
  submit: (name: string) => Promise<Tariff>;
  onDone: (tariff: Tariff) => void;
  onCancel: () => void;
}

/** Creates or renames a tariff. */
export function NameForm({ name: initial = "", button, submit, onDone, onCancel }: NameFormProps) {
  const [name, setName] = useState(initial);
  return (
    <EditForm button={button} submit={() => submit(name.trim())} onDone={onDone} onCancel={onCancel}>
      {(errors) => (
        <Field
          label={tariffTexts.name}
          autoFocus
          isRequired
          maxLength={100}
          value={name}
          onChange={setName}
          error={errors.name}
        />
      )}
    </EditForm>
  );
}
