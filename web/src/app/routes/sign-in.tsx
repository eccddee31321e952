import { useQueryClient } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { CredentialsForm } from "@/features/identity/credentials-form";
import { LanguageChooser } from "@/features/identity/language-chooser";
import { signIn } from "@/features/identity/requests";
import { accountTexts } from "@/texts/identity";
import { findTexts } from "@/texts/reservations";
import { Page } from "../pages";
import { useReturn } from "../use-return";

export function SignInPage() {
  const client = useQueryClient();
  const { to } = useSearch({ from: "/account/sign-in" });
  const leave = useReturn(to);
  return (
    <Page title={accountTexts.signIn}>
      <h1>{accountTexts.signIn}</h1>
      <CredentialsForm
        isNew={false}
        submit={async (email, password) => {
          await signIn(client, email, password);
          await leave();
        }}
      />
      <p className="links">
        <Link to="/forgot-password">{accountTexts.forgot}</Link>
        <Link to="/account/sign-up" search={{ to }}>
          {accountTexts.toSignUp}
        </Link>
        <Link to="/find-reservation">{findTexts.title}</Link>
      </p>
      <LanguageChooser />
    </Page>
  );
}
