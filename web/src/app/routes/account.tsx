import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useUser } from "@/api/account";
import type { User } from "@/api/types";
import { Button } from "@/components/ui/button";
import { RadioChips } from "@/components/ui/chips";
import { Skeleton } from "@/components/ui/skeleton";
import { LanguageChooser } from "@/features/identity/language-chooser";
import { PasswordForm } from "@/features/identity/password-form";
import { SavedVehicles } from "@/features/identity/saved-vehicles";
import { changePassword, signOut, signOutEverywhere } from "@/features/identity/requests";
import { SavedCards } from "@/features/billing/saved-cards";
import { Statements } from "@/features/billing/statements";
import { OwnPermits } from "@/features/pricing/own-permits";
import { storedTheme, saveTheme, type Theme } from "@/lib/theme";
import { languageTexts } from "@/texts/app";
import { accountTexts } from "@/texts/identity";
import { Page } from "../pages";

export function AccountPage() {
  const { user, isPending } = useUser();
  return (
    <Page title={accountTexts.title}>
      <h1>{accountTexts.title}</h1>
      {isPending ? <Skeleton lines={4} /> : user ? <SignedIn user={user} /> : <SignedOut />}
      <section className="stack" aria-labelledby="language">
        <h2 id="language">{languageTexts.label}</h2>
        <LanguageChooser />
      </section>
      <Appearance />
    </Page>
  );
}

function SignedOut() {
  return (
    <div className="stack">
      <p className="soft">{accountTexts.benefits}</p>
      <Link to="/account/sign-in" className="button button-primary button-wide">
        {accountTexts.signIn}
      </Link>
      <Link to="/account/sign-up" className="button button-quiet button-wide">
        {accountTexts.signUp}
      </Link>
    </div>
  );
}

function SignedIn({ user: { email, role } }: { user: User }) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const [isChanging, setChanging] = useState(false);
  const leave = (how: typeof signOut) => void how(client).finally(() => void navigate({ to: "/" }));
  return (
    <div className="stack">
      <p>{email}</p>
      {role === "operator" && (
        <Link to="/admin" className="button button-quiet button-wide">
          {accountTexts.console}
        </Link>
      )}
      <SavedCards />
      <SavedVehicles />
      <OwnPermits />
      <Statements />
      <section className="stack" aria-labelledby="password">
        <h2 id="password">{accountTexts.change}</h2>
        <p className="soft">{accountTexts.changeHint}</p>
        {isChanging ? (
          <PasswordForm
            requiresCurrent
            button={accountTexts.change}
            done={accountTexts.changed}
            submit={changePassword}
          />
        ) : (
          <Button kind="quiet" onPress={() => setChanging(true)}>
            {accountTexts.change}
          </Button>
        )}
      </section>
      <div className="actions">
        <Button kind="quiet" onPress={() => leave(signOut)}>
          {accountTexts.signOut}
        </Button>
        <Button kind="quiet" onPress={() => leave(signOutEverywhere)}>
          {accountTexts.signOutEverywhere}
        </Button>
      </div>
    </div>
  );
}

function Appearance() {
  const [theme, selectTheme] = useState<Theme>(storedTheme);
  return (
    <section className="stack" aria-labelledby="appearance">
      <h2 id="appearance">{accountTexts.appearance}</h2>
      <RadioChips
        label={accountTexts.appearance}
        isLabelHidden
        value={theme}
        options={Object.entries(accountTexts.themes).map(([value, label]) => ({ value, label }))}
        onChange={(value) => {
          selectTheme(value as Theme);
          saveTheme(value as Theme);
        }}
      />
    </section>
  );
}
