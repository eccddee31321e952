import "@/styles/visits.css";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useLocation, useParams, useSearch } from "@tanstack/react-router";
import { useCallback, useEffect } from "react";
import { errorCode, errorMessage, isOutcomeUnknown, isTransient } from "@/api/problem";
import { hasSession } from "@/api/session";
import type { Reservation } from "@/api/types";
import type { VisitView } from "@/api/visit-types";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Rules } from "@/components/ui/rules";
import { Skeleton } from "@/components/ui/skeleton";
import { useLiveReservations } from "@/features/reservations/live/use-live";
import { updateReservation } from "@/features/reservations/requests";
import { BarrierState } from "@/features/visits/barrier-state";
import { PassButton, PassCode } from "@/features/visits/pass-code";
import { reservationPassQuery, visitQuery } from "@/features/visits/visit-requests";
import { VISIT_TITLE_ID, VisitClock, visitTitle } from "@/features/visits/visit-clock";
import { savedPass } from "@/lib/saved-passes";
import { savedReservation, savePlace, saveReservation } from "@/lib/saved-reservations";
import { deviceTimeZone } from "@/lib/time";
import { nav, texts } from "@/texts/app";
import { searchTexts } from "@/texts/reservations";
import { sitePageTexts, visitTexts } from "@/texts/visits";
import { failureTitle } from "../failure-title";
import { useReservationToken } from "../link-access";
import { Page } from "../pages";
import { useLostFocus } from "./use-step-focus";
import { LeaveVisit, ReopenBarrier, ScanToLeave, VisitLinks } from "./visit-actions";

/** A visit from the arrival on; for guests the address names their reservation. */
export function VisitPage() {
  const { id } = useParams({ from: "/visits/$id" });
  const { reservation = "" } = useSearch({ from: "/visits/$id" });
  const token = useReservationToken(reservation);
  const client = useQueryClient();
  const hasAccess = Boolean(token) || hasSession();
  const query = useQuery({ ...visitQuery({ id, token }), enabled: hasAccess });
  const { data: visit, error, refetch } = query;
  const reservationId = visit?.reservation_id;
  const handleChange = useCallback(
    (changed: Reservation) => {
      if (changed.id !== reservationId) return;
      updateReservation(client, changed, token);
      void refetch();
    },
    [client, reservationId, token, refetch],
  );
  useLiveReservations(hasAccess, token, handleChange);
  useEffect(() => {
    if (!visit) return;
    saveReservation(visit.reservation, token);
    if (visit.site.unnumbered) savePlace(visit.reservation_id, visit.site.name);
  }, [visit, token]);
  if (!visit && (error || !hasAccess)) {
    const failure = hasAccess ? error : null;
    return <NoVisit error={failure} reservation={reservation} token={token} onRetry={() => void refetch()} />;
  }
  if (!visit) {
    return (
      <Page title={texts.loading}>
        <Skeleton lines={6} />
      </Page>
    );
  }
  return (
    <Page title={visitTitle(visit)}>
      {error && <Notice>{errorCode(error) === "offline" ? texts.offline : errorMessage(error)}</Notice>}
      <Visit visit={visit} token={token} />
    </Page>
  );
}

interface NoVisitProps {
  /** `null` without a session and without a token in the address. */
  error: Error | null;
  /** Id of the reservation, if the address names it. */
  reservation: string;
  token: string | undefined;
  onRetry: () => void;
}

/** Without the visit: a reason, and the stored pass, which opens the exit without a network. */
function NoVisit({ error, reservation, token, onRetry }: NoVisitProps) {
  const { pathname, searchStr } = useLocation();
  const title = error ? failureTitle(error) : texts.notFound.title;
  const isSignedOut = !error || errorCode(error) === "unauthenticated";
  const zone = savedReservation(reservation)?.reservation.time_zone ?? deviceTimeZone();
  return (
    <Page title={title}>
      <h1>{title}</h1>
      <Notice kind="error">{error ? errorMessage(error) : texts.linkRequired}</Notice>
      {(isTransient(error) || isOutcomeUnknown(error)) && <Button onPress={onRetry}>{texts.retry}</Button>}
      {isSignedOut && (
        <Link to="/account/sign-in" search={{ to: pathname + searchStr }} className="button button-primary button-wide">
          {nav.signIn}
        </Link>
      )}
      {savedPass(reservation) && <PassCode options={reservationPassQuery({ id: reservation, token })} zone={zone} />}
    </Page>
  );
}

function Visit({ visit, token }: { visit: VisitView; token: string | undefined }) {
  const { id, state, barrier, reservation_id, time_zone } = visit;
  const access = { id, token };
  const isOpen = state === "open";
  const isOverdue = state === "overdue";
  // The api issues no more passes; the stored one still opens the exit.
  const hasPass = isOpen || (isOverdue && savedPass(reservation_id) !== undefined);
  useLostFocus(state, VISIT_TITLE_ID);
  return (
    <article className="stay">
      <VisitClock visit={visit} />
      {barrier && <BarrierState barrier={barrier} />}
      <ReopenBarrier access={access} visit={visit} />
      <Place visit={visit} />
      {isOpen && <LeaveVisit access={access} visit={visit} />}
      {isOverdue && <ScanToLeave />}
      {hasPass && <PassButton options={reservationPassQuery({ id: reservation_id, token })} zone={time_zone} />}
      <VisitLinks visit={visit} />
    </article>
  );
}

/** Site, level and, where spots are numbered, the spot; the rules. */
function Place({ visit: { site, level, spot_label: label, rules, plate } }: { visit: VisitView }) {
  const parts = [level && sitePageTexts.level(level), label ? searchTexts.spot(label) : visitTexts.anySpot];
  return (
    <section aria-labelledby="visit-place">
      <h2 id="visit-place">
        <Link to="/sites/$id" params={{ id: site.id }}>
          {site.name}
        </Link>
      </h2>
      <p>{[...parts, plate].filter(Boolean).join(" · ")}</p>
      <Rules text={rules} />
    </section>
  );
}
