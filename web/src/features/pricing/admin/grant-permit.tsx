import { useState } from "react";
import { DateTimeField } from "@/components/console/date-time-field";
import { EditForm } from "@/components/console/edit-form";
import { Field } from "@/components/ui/field";
import { permitTexts } from "@/console-texts/guard-rails";
import { toRfc3339 } from "@/lib/time";
import { grantPermit } from "./permit-requests";

interface GrantPermitProps {
  cityId: string;
  /** Of the city. */
  zone: string;
  onDone: () => void;
  onCancel: () => void;
}

/** Grants a permit to the account with an address. */
export function GrantPermit({ cityId, zone, onDone, onCancel }: GrantPermitProps) {
  const [email, setEmail] = useState("");
  const [reference, setReference] = useState("");
  const [from, setFrom] = useState<number>();
  const [to, setTo] = useState<number>();
  const submit = () =>
    grantPermit(cityId, {
      email: email.trim(),
      reference: reference.trim(),
      ...(from !== undefined && { starts_at: toRfc3339(from) }),
      ends_at: to === undefined ? "" : toRfc3339(to),
    });
  return (
    <EditForm button={permitTexts.grant} submit={submit} onDone={onDone} onCancel={onCancel}>
      {(errors) => (
        <>
          <p className="soft">{permitTexts.grantText}</p>
          <div className="pair">
            <Field
              label={permitTexts.email}
              type="email"
              isRequired
              value={email}
              onChange={setEmail}
              error={errors.email}
            />
            <Field
              label={permitTexts.reference}
              hint={permitTexts.referenceHint}
              isRequired
              maxLength={200}
              value={reference}
              onChange={setReference}
              error={errors.reference}
            />
          </div>
          <div className="pair">
            <DateTimeField
              label={permitTexts.from}
              value={from}
              onChange={setFrom}
              zone={zone}
              error={errors.starts_at}
            />
            <DateTimeField
              label={permitTexts.to}
              value={to}
              onChange={setTo}
              zone={zone}
              isRequired
              error={errors.ends_at}
            />
          </div>
          <p className="soft">{permitTexts.timesHint}</p>
        </>
      )}
    </EditForm>
  );
}
