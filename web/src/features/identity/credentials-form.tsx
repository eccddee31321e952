import { useState } from "react";
import { errorCode, fieldErrors, formError } from "@/api/problem";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { getStored } from "@/lib/storage";
import { useMutation } from "@/lib/use-mutation";
import { accountTexts } from "@/texts/identity";

interface CredentialsFormProps {
  isNew: boolean;
  submit: (email: string, password: string) => Promise<void>;
}

export function CredentialsForm({ isNew, submit }: CredentialsFormProps) {
  const [email, setEmail] = useState(() => getStored<string>("email") ?? "");
  const [password, setPassword] = useState("");
  const submission = useMutation({ mutationFn: () => submit(email.trim(), password) });
  const fields = fieldErrors(submission.error);
  const failure = formError(submission.error, ["email", "password"]);
  const text = errorCode(submission.error) === "email_unconfirmed" ? accountTexts.unconfirmed : failure;
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!submission.isPending) submission.mutate();
      }}
    >
      <Field
        label={accountTexts.email}
        type="email"
        name="email"
        autoComplete="username"
        isRequired
        value={email}
        onChange={setEmail}
        error={fields.email}
      />
      <Field
        label={accountTexts.password}
        type="password"
        name="password"
        autoComplete={isNew ? "new-password" : "current-password"}
        {...(isNew && { hint: accountTexts.passwordHint, minLength: 8 })}
        maxLength={128}
        isRequired
        value={password}
        onChange={setPassword}
        error={fields.password}
      />
      {text && <Notice kind="error">{text}</Notice>}
      <Button type="submit" wide isPending={submission.isPending}>
        {isNew ? accountTexts.signUp : accountTexts.signIn}
      </Button>
    </form>
  );
}
