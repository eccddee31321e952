import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { fieldErrors, formError } from "@/api/problem";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { PasswordForm } from "@/features/identity/password-form";
import { requestPasswordReset, resetPassword } from "@/features/identity/requests";
import { useMutation } from "@/lib/use-mutation";
import { texts } from "@/texts/app";
import { accountTexts } from "@/texts/identity";
import { useLinkToken } from "../link-access";
import { Page } from "../pages";

export function ForgotPasswordPage() {
  const [email, setEmail] = useState("");
  const ask = useMutation({ mutationFn: () => requestPasswordReset(email.trim()) });
  const failure = formError(ask.error, ["email"]);
  return (
    <Page title={accountTexts.forgotTitle}>
      <h1>{accountTexts.forgotTitle}</h1>
      {ask.isSuccess ? (
        <Notice kind="success">{accountTexts.forgotSent}</Notice>
      ) : (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            if (!ask.isPending) ask.mutate();
          }}
        >
          <p className="soft">{accountTexts.forgotText}</p>
          <Field
            label={accountTexts.email}
            type="email"
            autoComplete="username"
            isRequired
            value={email}
            onChange={setEmail}
            error={fieldErrors(ask.error).email}
          />
          {failure && <Notice kind="error">{failure}</Notice>}
          <Button type="submit" wide isPending={ask.isPending}>
            {accountTexts.forgotSend}
          </Button>
        </form>
      )}
    </Page>
  );
}

export function ResetPasswordPage() {
  const token = useLinkToken();
  return (
    <Page title={accountTexts.forgotTitle}>
      <h1>{accountTexts.forgotTitle}</h1>
      {token ? (
        <PasswordForm
          requiresCurrent={false}
          button={accountTexts.set}
          done={accountTexts.resetDone}
          submit={(_, fresh) => resetPassword(token, fresh)}
        />
      ) : (
        <Notice kind="error">{texts.linkRequired}</Notice>
      )}
      <p className="links">
        <Link to="/account/sign-in">{accountTexts.signIn}</Link>
      </p>
    </Page>
  );
}
