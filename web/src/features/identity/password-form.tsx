import { useState } from "react";
import { errorCode, fieldErrors, formError } from "@/api/problem";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { useMutation } from "@/lib/use-mutation";
import { accountTexts } from "@/texts/identity";

interface PasswordFormProps {
  requiresCurrent: boolean;
  button: string;
  done: string;
  submit: (password: string, newPassword: string) => Promise<unknown>;
}

/** Sets a password by the link of a mail, or changes it with the current one. */
export function PasswordForm({ requiresCurrent, button, done, submit }: PasswordFormProps) {
  const [currentPassword, setCurrentPassword] = useState("");
  const [newPassword, setNewPassword] = useState("");
  const change = useMutation({
    mutationFn: () => submit(currentPassword, newPassword),
    onSuccess: () => {
      setCurrentPassword("");
      setNewPassword("");
    },
  });
  const fields = fieldErrors(change.error);
  const failure = formError(change.error, ["password", "new_password"]);
  const isLinkUsed = !requiresCurrent && errorCode(change.error) === "wrong_code";
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!change.isPending) change.mutate();
      }}
    >
      {change.isSuccess && <Notice kind="success">{done}</Notice>}
      {requiresCurrent && (
        <Field
          label={accountTexts.oldPassword}
          type="password"
          autoComplete="current-password"
          isRequired
          value={currentPassword}
          onChange={setCurrentPassword}
          error={fields.password}
        />
      )}
      <Field
        label={accountTexts.newPassword}
        type="password"
        autoComplete="new-password"
        hint={accountTexts.passwordHint}
        minLength={8}
        maxLength={128}
        isRequired
        value={newPassword}
        onChange={setNewPassword}
        error={fields.new_password ?? (requiresCurrent ? undefined : fields.password)}
      />
      {failure && <Notice kind="error">{isLinkUsed ? accountTexts.resetLinkUsed : failure}</Notice>}
      <Button type="submit" wide isPending={change.isPending}>
        {button}
      </Button>
    </form>
  );
}
