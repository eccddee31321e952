import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useCallback, useEffect, useState } from "react";
import { codeOf, tell } from "@/api/problem";
import { hasSession } from "@/api/session";
import type { Reservation } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { EmailProof } from "@/features/identity/email-verification";
import { changeGuestEmail, confirmEmail, resendMail } from "@/features/identity/requests";
import { useLiveReservations } from "@/features/reservations/live/use-live";
import { CardSetUp } from "@/features/billing/card-set-up";
import { useCardRedirect } from "@/features/billing/redirect";
import { Reminder } from "@/features/reservations/reminder-button";
import { beginCard, confirmReservation, reservationQuery, showReservation } from "@/features/reservations/requests";
import { Reseat } from "@/features/reservations/reseat-offer";
import { Stay, titleOf } from "@/features/reservations/reservation-details";
import { StayActions } from "@/features/reservations/reservation-actions";
import { kept } from "@/lib/saved-reservations";
import { formatMoney } from "@/lib/money";
import { formatNear } from "@/lib/time";
import { useOnline } from "@/lib/use-online";
import { useNow } from "@/lib/use-now";
import { texts } from "@/texts/app";
import { payTexts } from "@/texts/billing";
import { stayTexts } from "@/texts/reservations";
import { useReservationToken } from "../link-access";
import { Page } from "../pages";

const OWING = ["retrying", "requires_action", "dunning", "written_off"];

/** One reservation: by the link of a mail, or of whoever is signed in. */
export function ReservationPage() {
  const { id } = useParams({ from: "/reservations/$id" });
  const token = useReservationToken(id);
  const client = useQueryClient();
  const isOnline = useOnline();
  const now = useNow(30);
  const mayAsk = Boolean(token) || hasSession();
  const query = useQuery({ ...reservationQuery({ id, token }), enabled: mayAsk });
  const show = useCallback(
    (reservation: Reservation) => showReservation(client, reservation, reservation.id === id ? token : undefined),
    [client, id, token],
  );
  useLiveReservations(mayAsk, token, show);
  const reservation = query.data;
  const { refetch } = query;
  const turn = reservation && nextTurn(reservation, now);
  // What the clock alone changes is asked for, should nobody tell.
  useEffect(() => {
    if (!turn) return;
    const timer = setTimeout(() => void refetch(), Math.min(turn + 1_500 - Date.now(), 2_000_000_000));
    return () => clearTimeout(timer);
  }, [turn, refetch]);
  if (!mayAsk || (query.error && !reservation)) {
    return (
      <Page title={stayTexts.titles.confirmed ?? ""}>
        <h1>{texts.notFound.title}</h1>
        <Notice kind="problem">{mayAsk ? tell(query.error) : texts.needLink}</Notice>
        {codeOf(query.error) === "offline" && <Button onPress={() => void query.refetch()}>{texts.retry}</Button>}
      </Page>
    );
  }
  if (!reservation) {
    return (
      <Page title={texts.loading}>
        <Skeleton lines={6} />
      </Page>
    );
  }
  return (
    <Page title={titleOf(reservation, now)}>
      {(query.error || !isOnline) && (
        <Notice>
          {texts.offline} {stayTexts.asOf(formatNear(kept(id)?.at ?? now, reservation.time_zone, now))}
        </Notice>
      )}
      <Stay reservation={reservation}>
        <Steps reservation={reservation} token={token} onChange={show} onStale={() => void query.refetch()} />
      </Stay>
    </Page>
  );
}

/** When the hold runs out, the stay begins, or is over. */
function nextTurn({ status, hold_expires_at, starts_at, ends_at }: Reservation, now: number): number | undefined {
  if (status !== "held" && status !== "confirmed") return undefined;
  const turns = status === "held" && hold_expires_at ? [hold_expires_at] : [starts_at, ends_at];
  return turns.map((at) => Date.parse(at)).find((at) => at > now - 60_000);
}

interface StepsProps {
  reservation: Reservation;
  token: string | undefined;
  onChange: (reservation: Reservation) => void;
  onStale: () => void;
}

/** What is to be done next, then what can be done. */
function Steps({ reservation, token, onChange, onStale }: StepsProps) {
  const { id, status, awaiting, charge } = reservation;
  const access = { id, token };
  const [isOtherCard, setOtherCard] = useState(0);
  const client = useQueryClient();
  const navigate = useNavigate();
  const needsCard = awaiting.includes("card");
  const finish = async (setupIntentId: string, save: boolean) => {
    onChange(await confirmReservation(access, setupIntentId, save));
    setOtherCard(0);
  };
  const redirect = useCardRedirect(finish);
  return (
    <div className="stack">
      {reservation.mail_undeliverable_at && (
        <Notice kind="problem">
          {stayTexts.noMail(reservation.email)} {token && stayTexts.noMailGuest}
        </Notice>
      )}
      {redirect.error && <Notice kind="problem">{tell(redirect.error)}</Notice>}
      {redirect.isPending && <Skeleton lines={2} />}
      {status === "held" && needsCard && !redirect.isPending && (
        <section className="stack step" aria-labelledby="card">
          <h2 id="card">{payTexts.cardTitle}</h2>
          <p className="soft">{payTexts.cardText}</p>
          <CardSetUp id={id} begin={() => beginCard(access)} button={payTexts.keep} canSave={!token} finish={finish} />
        </section>
      )}
      {status === "held" && !needsCard && awaiting.includes("email") && (
        <EmailProof
          email={reservation.email}
          isRefused={Boolean(reservation.mail_undeliverable_at)}
          confirm={async (code) => {
            await confirmEmail(client, { code }, token);
            onStale();
          }}
          resend={() => resendMail(token)}
          change={async (email) => {
            await changeGuestEmail(id, token, email);
            onStale();
          }}
        />
      )}
      {charge && OWING.includes(charge.state) && (
        <Link to="/pay/$id" params={{ id: charge.id }} className="button button-primary button-wide">
          {stayTexts.pay(formatMoney(charge.amount))}
        </Link>
      )}
      {(status === "revoked" || (status === "held" && reservation.reseat_of)) && (
        <Reseat
          access={access}
          onAnswer={(offer, offerToken) => {
            showReservation(client, offer, offerToken ?? token);
            void client.invalidateQueries({ queryKey: ["reservation"] });
            void navigate({
              to: "/reservations/$id",
              params: { id: offer.id },
            });
          }}
        />
      )}
      <StayActions access={access} reservation={reservation} onChange={onChange} onStale={onStale} />
      {status === "confirmed" && (
        <>
          <Reminder />
          {isOtherCard ? (
            <CardSetUp
              id={`${id}-${isOtherCard}`}
              begin={() => beginCard(access)}
              button={payTexts.keep}
              finish={finish}
            />
          ) : (
            <Button kind="plain" onPress={() => setOtherCard(Date.now())}>
              {stayTexts.useOtherCard}
            </Button>
          )}
        </>
      )}
      {charge && charge.state !== "zero" && (
        <Link to="/reservations/$id/receipt" params={{ id }} className="button button-quiet button-wide">
          {stayTexts.receipt}
        </Link>
      )}
      {!["held", "confirmed"].includes(status) && (
        <Link to="/" className="button button-quiet button-wide">
          {stayTexts.again}
        </Link>
      )}
    </div>
  );
}
