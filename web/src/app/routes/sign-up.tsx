import { useQueryClient } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { CredentialsForm } from "@/features/identity/credentials-form";
import { EmailVerification } from "@/features/identity/email-verification";
import { LanguageChooser } from "@/features/identity/language-chooser";
import { changeAccountEmail, verifyEmail, resendVerification, signIn, signUp } from "@/features/identity/requests";
import { storeReturnPath } from "@/lib/return-path";
import { accountTexts } from "@/texts/identity";
import { Page } from "../pages";
import { useReturn } from "../use-return";
import { useStepFocus } from "./use-step-focus";

export function SignUpPage() {
  const client = useQueryClient();
  const { to } = useSearch({ from: "/account/sign-up" });
  const leave = useReturn(to);
  const [pending, setPending] = useState<{ email: string; password: string; token: string }>();
  useStepFocus(pending && "proof");
  return (
    <Page title={accountTexts.signUp}>
      <h1>{pending ? accountTexts.checkMail : accountTexts.signUp}</h1>
      {pending ? (
        <EmailVerification
          email={pending.email}
          confirm={async (code) => {
            const confirmed = await verifyEmail(client, { code }, pending.token);
            if (!confirmed.session) await signIn(client, pending.email, pending.password);
            await leave();
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
              if (!token) return leave();
              storeReturnPath(to);
              setPending({ email, password, token });
            }}
          />
          <p className="links">
            <Link to="/account/sign-in" search={{ to }}>
              {accountTexts.toSignIn}
            </Link>
          </p>
          <LanguageChooser />
        </>
      )}
    </Page>
  );
}
