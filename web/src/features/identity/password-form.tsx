import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { codeOf, tell, tellFields } from "@/api/problem";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { accountTexts } from "@/texts/identity";

interface PasswordFormProps {
  /** Whether the present one is to be given. */
  asksOld: boolean;
  button: string;
  done: string;
  submit: (password: string, newPassword: string) => Promise<unknown>;
}

/** Another password: by the link of a mail, or by the present one. */
export function PasswordForm({ asksOld, button, done, submit }: PasswordFormProps) {
  const [old, setOld] = useState("");
  const [fresh, setFresh] = useState("");
  const change = useMutation({
    mutationFn: () => submit(old, fresh),
    onSuccess: () => {
      setOld("");
      setFresh("");
    },
  });
  const fields = tellFields(change.error);
  const isUsed = !asksOld && codeOf(change.error) === "wrong_code";
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!change.isPending) change.mutate();
      }}
    >
      {change.isSuccess && <Notice kind="good">{done}</Notice>}
      {asksOld && (
        <Field
          label={accountTexts.oldPassword}
          type="password"
          autoComplete="current-password"
          isRequired
          value={old}
          onChange={setOld}
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
        value={fresh}
        onChange={setFresh}
        error={fields.new_password ?? (asksOld ? undefined : fields.password)}
      />
      {change.error && !Object.keys(fields).length && (
        <Notice kind="problem">{isUsed ? accountTexts.resetUsed : tell(change.error)}</Notice>
      )}
      <Button type="submit" wide isPending={change.isPending}>
        {button}
      </Button>
    </form>
  );
}
