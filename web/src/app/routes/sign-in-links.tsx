import { Link } from "@tanstack/react-router";
import { nav } from "@/texts/app";
import { accountTexts } from "@/texts/identity";

/** Both ways to an account, which lead back to a page. */
export function SignInLinks({ returnTo }: { returnTo: string }) {
  return (
    <>
      <Link to="/account/sign-in" search={{ to: returnTo }} className="button button-primary button-wide">
        {nav.signIn}
      </Link>
      <Link to="/account/sign-up" search={{ to: returnTo }} className="button button-quiet button-wide">
        {accountTexts.signUp}
      </Link>
    </>
  );
}
