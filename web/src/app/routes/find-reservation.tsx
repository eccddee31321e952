import { Link } from "@tanstack/react-router";
import { LanguageChooser } from "@/features/identity/language-chooser";
import { FindReservation } from "@/features/reservations/find-reservation";
import { findTexts } from "@/texts/reservations";
import { Page } from "../pages";

export function FindReservationPage() {
  return (
    <Page title={findTexts.title}>
      <h1>{findTexts.title}</h1>
      <FindReservation />
      <p className="links">
        <Link to="/account/sign-in">{findTexts.toSignIn}</Link>
      </p>
      <LanguageChooser />
    </Page>
  );
}
