import { useState } from "react";
import { DateTimeField } from "@/components/console/date-time-field";
import { EditForm } from "@/components/console/edit-form";
import { RadioChips } from "@/components/ui/chips";
import { publishTexts } from "@/console-texts/pricing";
import { toRfc3339 } from "@/lib/time";

interface PublishFormProps {
  zone: string;
  /** Without a time, the version is effective from now on. */
  submit: (effectiveFrom: string | undefined) => Promise<unknown>;
  onDone: () => void;
}

/** Publishes a version, effective now or later. */
export function PublishForm({ zone, submit, onDone }: PublishFormProps) {
  const [when, setWhen] = useState("now");
  const [at, setAt] = useState<number>();
  const effectiveFrom = when === "later" && at !== undefined ? toRfc3339(at) : undefined;
  return (
    <EditForm button={publishTexts.publish} submit={() => submit(effectiveFrom)} onDone={onDone}>
      {(errors) => (
        <>
          <p className="soft">{publishTexts.text}</p>
          <RadioChips
            label={publishTexts.when}
            value={when}
            onChange={setWhen}
            options={[
              { value: "now", label: publishTexts.now },
              { value: "later", label: publishTexts.later },
            ]}
          />
          {when === "later" && (
            <DateTimeField
              label={publishTexts.at}
              value={at}
              onChange={setAt}
              zone={zone}
              isRequired
              error={errors.effective_from}
            />
          )}
        </>
      )}
    </EditForm>
  );
}
