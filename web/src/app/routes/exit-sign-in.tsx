import { Link } from "@tanstack/react-router";
import type { CodeView, Presented } from "@/api/visit-types";
import { findTexts } from "@/texts/reservations";
import { scanTexts } from "@/texts/visits";
import { OpenExit } from "./open-exit";
import { SignInLinks } from "./sign-in-links";

interface ExitSignInProps {
  code: CodeView;
  presented: Presented;
  returnTo: string;
}

/** At an exit, for a driver of whom no stay is known: a user without a session, or a guest with another browser. */
export function ExitSignIn({ code, presented, returnTo }: ExitSignInProps) {
  return (
    <>
      <p>{scanTexts.signInToLeave}</p>
      <SignInLinks returnTo={returnTo} />
      <p className="links">
        <Link to="/find-reservation">{findTexts.title}</Link>
      </p>
      {code.lane && (
        <>
          <p className="soft">{scanTexts.openHere}</p>
          <OpenExit presented={presented} token={undefined} isStranger />
        </>
      )}
    </>
  );
}
