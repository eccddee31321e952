import { useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { errorMessage } from "@/api/problem";
import type { Reservation } from "@/api/types";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { CardSetUp } from "@/features/billing/card-set-up";
import { useCardRedirect } from "@/features/billing/redirect";
import { EmailVerification } from "@/features/identity/email-verification";
import { changeGuestEmail, resendVerification, verifyEmail } from "@/features/identity/requests";
import { confirmReservation, startCardSetup, updateReservation } from "@/features/reservations/requests";
import { ReseatOffer } from "@/features/reservations/reseat-offer";
import { UNPAID_STATES } from "@/lib/charge-states";
import { formatMoney } from "@/lib/money";
import { payTexts } from "@/texts/billing";
import { reservationTexts } from "@/texts/reservations";
import { useStepFocus } from "./use-step-focus";

export interface StepsProps {
  reservation: Reservation;
  token: string | undefined;
  onChange: (reservation: Reservation) => void;
  /** The reservation has changed on the server. */
  onStale: () => void;
}

/** The steps that the driver must take, if there are any. */
export function StaySteps({ reservation, token, onChange, onStale }: StepsProps) {
  const { id, status, awaiting, charge, mail_undeliverable_at: isUndeliverable } = reservation;
  const access = { id, token };
  const client = useQueryClient();
  const navigate = useNavigate();
  const finish = async (setupIntentId: string, save: boolean) =>
    onChange(await confirmReservation(access, setupIntentId, save));
  const redirect = useCardRedirect(finish);
  const needsCard = status === "held" && awaiting.includes("card");
  const needsEmail = status === "held" && !needsCard && awaiting.includes("email");
  const isUnpaid = charge !== null && charge !== undefined && UNPAID_STATES.includes(charge.state);
  const hasOffer = status === "revoked" || (status === "held" && Boolean(reservation.reseat_of));
  const isReturning = Boolean(redirect.error) || redirect.isPending;
  useStepFocus(needsCard ? "card" : needsEmail ? "proof" : undefined);
  // Renders nothing, so that the layout has no gap.
  if (!isUndeliverable && !isReturning && !needsCard && !needsEmail && !isUnpaid && !hasOffer) return null;
  return (
    <div className="stack">
      {isUndeliverable && (
        <Notice kind="error">
          {reservationTexts.noMail(reservation.email)} {token && reservationTexts.noMailGuest}
        </Notice>
      )}
      {redirect.error && <Notice kind="error">{errorMessage(redirect.error)}</Notice>}
      {redirect.isPending && <Skeleton lines={2} />}
      {needsCard && !redirect.isPending && (
        <section className="stack step" aria-labelledby="card">
          <h2 id="card" tabIndex={-1}>
            {payTexts.cardTitle}
          </h2>
          <p className="soft">{payTexts.cardText}</p>
          <CardSetUp
            id={id}
            start={() => startCardSetup(access)}
            button={payTexts.confirmCard}
            canSave={!token}
            finish={finish}
          />
        </section>
      )}
      {needsEmail && (
        <EmailVerification
          email={reservation.email}
          isRefused={Boolean(isUndeliverable)}
          confirm={async (code) => {
            await verifyEmail(client, { code }, token);
            onStale();
          }}
          resend={() => resendVerification(token)}
          change={async (email) => {
            await changeGuestEmail(id, token, email);
            onStale();
          }}
        />
      )}
      {isUnpaid && (
        <Link to="/pay/$id" params={{ id: charge.id }} className="button button-primary button-wide">
          {reservationTexts.pay(formatMoney(charge.amount))}
        </Link>
      )}
      {hasOffer && (
        <ReseatOffer
          access={access}
          onAnswer={(offer, offerToken) => {
            updateReservation(client, offer, offerToken ?? token);
            void client.invalidateQueries({ queryKey: ["reservation"] });
            void navigate({ to: "/reservations/$id", params: { id: offer.id } });
          }}
        />
      )}
    </div>
  );
}
