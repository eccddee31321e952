import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { useCallback, useEffect, useState } from "react";
import { errorCode, errorMessage, isOutcomeUnknown, isTransient } from "@/api/problem";
import { hasSession } from "@/api/session";
import type { Reservation } from "@/api/types";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { EmailVerification } from "@/features/identity/email-verification";
import { changeGuestEmail, verifyEmail, resendVerification } from "@/features/identity/requests";
import { useLiveReservations, useLiveStatus } from "@/features/reservations/live/use-live";
import { CardSetUp } from "@/features/billing/card-set-up";
import { useCardRedirect } from "@/features/billing/redirect";
import { ReminderButton } from "@/features/reservations/reminder-button";
import {
  startCardSetup,
  confirmReservation,
  reservationQuery,
  updateReservation,
} from "@/features/reservations/requests";
import { ReseatOffer } from "@/features/reservations/reseat-offer";
import { ReservationDetails, reservationTitle } from "@/features/reservations/reservation-details";
import { ReservationActions } from "@/features/reservations/reservation-actions";
import { savedReservation } from "@/lib/saved-reservations";
import { formatMoney } from "@/lib/money";
import { serverNow } from "@/lib/server-time";
import { formatShortDateTime } from "@/lib/time";
import { useOnline } from "@/lib/use-online";
import { useNow } from "@/lib/use-now";
import { texts } from "@/texts/app";
import { payTexts } from "@/texts/billing";
import { findTexts, reservationTexts } from "@/texts/reservations";
import { useReservationToken } from "../link-access";
import { toSpotSearch } from "../map-search-params";
import { Page } from "../pages";
import { ReservationVehicle } from "./reservation-vehicle";

/** In which the worker is charging the card. */
const CHARGING_STATES = ["due", "charging", "unknown"];
const POLL_INTERVAL_MS = 10_000;
const UNPAID_STATES = ["retrying", "requires_action", "dunning", "written_off"];

/** Opened by the link of a mail or by a signed-in user. */
export function ReservationPage() {
  const { id } = useParams({ from: "/reservations/$id" });
  const token = useReservationToken(id);
  const client = useQueryClient();
  const isOnline = useOnline();
  const now = useNow(30);
  const hasAccess = Boolean(token) || hasSession();
  const isLive = useLiveStatus();
  const query = useQuery({
    ...reservationQuery({ id, token }),
    enabled: hasAccess,
    refetchInterval: ({ state }) =>
      !isLive && CHARGING_STATES.includes(state.data?.charge?.state ?? "") && POLL_INTERVAL_MS,
  });
  const show = useCallback(
    (reservation: Reservation) => updateReservation(client, reservation, reservation.id === id ? token : undefined),
    [client, id, token],
  );
  useLiveReservations(hasAccess, token, show);
  const reservation = query.data;
  const { refetch } = query;
  const isOffline = !isOnline || errorCode(query.error) === "offline";
  const transitionAt = reservation && nextTransitionAt(reservation, now);
  // Fallback for a missed live message: fetch when the clock alone changes the state.
  useEffect(() => {
    if (!transitionAt) return;
    const timer = setTimeout(() => void refetch(), Math.min(transitionAt + 1_500 - serverNow(), 2_000_000_000));
    return () => clearTimeout(timer);
  }, [transitionAt, refetch]);
  if (!hasAccess || (query.error && !reservation)) {
    return (
      <Page title={reservationTexts.titles.confirmed ?? ""}>
        <h1>{texts.notFound.title}</h1>
        <Notice kind="error">{hasAccess ? errorMessage(query.error) : texts.linkRequired}</Notice>
        {isOutcomeUnknown(query.error) || isTransient(query.error) ? (
          <Button onPress={() => void query.refetch()}>{texts.retry}</Button>
        ) : (
          <Link to="/find-reservation" className="button button-quiet button-wide">
            {findTexts.title}
          </Link>
        )}
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
    <Page title={reservationTitle(reservation, now)}>
      {(query.error || isOffline) && (
        <Notice>
          {isOffline ? texts.offline : errorMessage(query.error)}{" "}
          {reservationTexts.asOf(formatShortDateTime(savedReservation(id)?.at ?? now, reservation.time_zone, now))}
        </Notice>
      )}
      <ReservationDetails reservation={reservation}>
        <Steps reservation={reservation} token={token} onChange={show} onStale={() => void query.refetch()} />
      </ReservationDetails>
    </Page>
  );
}

/** The next time at which the clock changes the state. */
function nextTransitionAt(
  { status, hold_expires_at, starts_at, ends_at }: Reservation,
  now: number,
): number | undefined {
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

/** Required steps first, then optional actions. */
function Steps({ reservation, token, onChange, onStale }: StepsProps) {
  const { id, status, awaiting, charge } = reservation;
  const access = { id, token };
  const now = useNow(30);
  const [otherCardKey, setOtherCardKey] = useState(0);
  const client = useQueryClient();
  const navigate = useNavigate();
  const needsCard = awaiting.includes("card");
  const finish = async (setupIntentId: string, save: boolean) => {
    onChange(await confirmReservation(access, setupIntentId, save));
    setOtherCardKey(0);
  };
  const redirect = useCardRedirect(finish);
  return (
    <div className="stack">
      {reservation.mail_undeliverable_at && (
        <Notice kind="error">
          {reservationTexts.noMail(reservation.email)} {token && reservationTexts.noMailGuest}
        </Notice>
      )}
      {redirect.error && <Notice kind="error">{errorMessage(redirect.error)}</Notice>}
      {redirect.isPending && <Skeleton lines={2} />}
      {status === "held" && needsCard && !redirect.isPending && (
        <section className="stack step" aria-labelledby="card">
          <h2 id="card">{payTexts.cardTitle}</h2>
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
      {status === "held" && !needsCard && awaiting.includes("email") && (
        <EmailVerification
          email={reservation.email}
          isRefused={Boolean(reservation.mail_undeliverable_at)}
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
      {charge && UNPAID_STATES.includes(charge.state) && (
        <Link to="/pay/$id" params={{ id: charge.id }} className="button button-primary button-wide">
          {reservationTexts.pay(formatMoney(charge.amount))}
        </Link>
      )}
      {(status === "revoked" || (status === "held" && reservation.reseat_of)) && (
        <ReseatOffer
          access={access}
          onAnswer={(offer, offerToken) => {
            updateReservation(client, offer, offerToken ?? token);
            void client.invalidateQueries({ queryKey: ["reservation"] });
            void navigate({
              to: "/reservations/$id",
              params: { id: offer.id },
            });
          }}
        />
      )}
      <ReservationVehicle access={access} reservation={reservation} />
      <ReservationActions access={access} reservation={reservation} onChange={onChange} onStale={onStale} />
      {status === "confirmed" && (
        <>
          <ReminderButton />
          {otherCardKey ? (
            <CardSetUp
              id={`${id}-${otherCardKey}`}
              start={() => startCardSetup(access)}
              button={payTexts.confirmCard}
              finish={finish}
            />
          ) : (
            <Button kind="plain" onPress={() => setOtherCardKey(Date.now())}>
              {reservationTexts.useOtherCard}
            </Button>
          )}
        </>
      )}
      {charge && charge.state !== "zero" && (
        <Link to="/reservations/$id/receipt" params={{ id }} className="button button-quiet button-wide">
          {reservationTexts.receipt}
        </Link>
      )}
      {status === "expired" && (
        <>
          <p className="soft">{reservationTexts.holdAgainText}</p>
          <Link to="/" search={toSpotSearch(reservation, now)} className="button button-primary button-wide">
            {reservationTexts.holdAgain}
          </Link>
        </>
      )}
      {!["held", "confirmed"].includes(status) && (
        <Link to="/" className="button button-quiet button-wide">
          {reservationTexts.again}
        </Link>
      )}
    </div>
  );
}
