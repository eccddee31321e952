import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useRouter, useSearch } from "@tanstack/react-router";
import { CredentialsForm } from "@/features/identity/credentials-form";
import { signIn } from "@/features/identity/requests";
import { accountTexts } from "@/texts/identity";
import { Page } from "../pages";

/** Prevents open redirects. */
const isLocalPath = (path: unknown): path is string => typeof path === "string" && /^\/(?![/\\])/.test(path);

export function SignInPage() {
  const client = useQueryClient();
  const navigate = useNavigate();
  const router = useRouter();
  const { to } = useSearch({ strict: false }) as { to?: unknown };
  return (
    <Page title={accountTexts.signIn}>
      <h1>{accountTexts.signIn}</h1>
      <CredentialsForm
        isNew={false}
        submit={async (email, password) => {
          await signIn(client, email, password);
          if (isLocalPath(to)) router.history.push(to);
          else await navigate({ to: "/" });
        }}
      />
      <p className="links">
        <Link to="/forgot-password">{accountTexts.forgot}</Link>
        <Link to="/account/sign-up">{accountTexts.toSignUp}</Link>
      </p>
    </Page>
  );
}
