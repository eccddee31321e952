import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { CredentialsForm } from "@/features/identity/credentials-form";
import { EmailVerification } from "@/features/identity/email-verification";
import { changeAccountEmail, verifyEmail, resendVerification, signIn, signUp } from "@/features/identity/requests";
import { accountTexts } from "@/texts/identity";
import { Page } from "../pages";

export function SignUpPage() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [pending, setPending] = useState<{ email: string; password: string; token: string }>();
  return (
    <Page title={accountTexts.signUp}>
      <h1>{pending ? accountTexts.checkMail : accountTexts.signUp}</h1>
      {pending ? (
        <EmailVerification
          email={pending.email}
          confirm={async (code) => {
            const confirmed = await verifyEmail(client, { code }, pending.token);
            if (!confirmed.session) await signIn(client, pending.email, pending.password);
            await navigate({ to: "/" });
          }}
          resend={() => resendVerification(pending.token)}
          change={async (email) => {
            await changeAccountEmail(pending.token, email);
            setPending({ ...pending, email });
          }}
        />
      ) : (
        <>
          <p className="soft">{accountTexts.benefits}</p>
          <CredentialsForm
            isNew
            submit={async (email, password) => {
              const token = await signUp(client, email, password);
              if (token) setPending({ email, password, token });
              else await navigate({ to: "/" });
            }}
          />
          <p className="links">
            <Link to="/account/sign-in">{accountTexts.toSignIn}</Link>
          </p>
        </>
      )}
    </Page>
  );
}
