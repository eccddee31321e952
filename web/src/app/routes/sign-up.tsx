import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { CredentialsForm } from "@/features/identity/credentials-form";
import { EmailProof } from "@/features/identity/email-verification";
import { changeAccountEmail, confirmEmail, resendMail, signIn, signUp } from "@/features/identity/requests";
import { accountTexts } from "@/texts/identity";
import { Page } from "../pages";

/** A new account, and the proof that its address is the driver's own. */
export function SignUpPage() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [waiting, setWaiting] = useState<{ email: string; password: string; token: string }>();
  return (
    <Page title={accountTexts.signUp}>
      <h1>{waiting ? accountTexts.checkMail : accountTexts.signUp}</h1>
      {waiting ? (
        <EmailProof
          email={waiting.email}
          confirm={async (code) => {
            const confirmed = await confirmEmail(client, { code }, waiting.token);
            if (!confirmed.session) await signIn(client, waiting.email, waiting.password);
            await navigate({ to: "/" });
          }}
          resend={() => resendMail(waiting.token)}
          change={async (email) => {
            await changeAccountEmail(waiting.token, email);
            setWaiting({ ...waiting, email });
          }}
        />
      ) : (
        <>
          <p className="soft">{accountTexts.why}</p>
          <CredentialsForm
            isNew
            submit={async (email, password) => {
              const token = await signUp(client, email, password);
              if (token) setWaiting({ email, password, token });
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
